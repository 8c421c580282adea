package org.radbridge.inference.postprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.Measurement;
import org.radbridge.contracts.Urgency;
import org.radbridge.inference.card.CommittedCards;
import org.radbridge.inference.card.ModelCard;
import org.radbridge.inference.preprocess.Placement;
import org.radbridge.inference.preprocess.SourceImage;
import org.radbridge.inference.spacing.PixelSpacing;
import org.radbridge.inference.spacing.PixelSpacing.Basis;
import org.radbridge.kit.failure.PermanentFailure;

@Tag("B7")
@Tag("B10")
class FindingsTest {
    private static final int MAP = 32 * 32;

    private static final PixelSpacing SPACING = new PixelSpacing(0.5, 0.25, Basis.SLICE);

    private final ModelCard card = headCt();

    @Test
    void aStudyHasTheLargestProbabilityOfItsSlicesAndTheImageWhereItLies() {
        SeriesMaximum series = new SeriesMaximum(card);
        series.add(
                List.of(slice("1"), slice("2")),
                new float[] {
                    0.1f, 0, 0.7f, 0, 0, 0, //
                    0.9f, 0, 0.2f, 0, 0, 0
                },
                maps(2));
        series.add(List.of(slice("3")), new float[] {0.9f, 0, 0.8f, 0, 0, 0}, maps(1));

        Findings found =
                Findings.of(card, thresholds(Map.of("any", 0.5, "subdural", 0.5)), series, "run");

        Finding any = found.findings().get(0);
        Finding subdural = found.findings().get(2);
        assertThat(series.count()).isEqualTo(3);
        assertThat(any.confidence()).isEqualTo(0.9f);
        assertThat(any.evidence().sopInstanceUid()).isEqualTo("2");
        assertThat(subdural.confidence()).isEqualTo(0.8f);
        assertThat(subdural.evidence().sopInstanceUid()).isEqualTo("3");
        assertThat(subdural.evidence().heatMap()).isEqualTo("run/subdural");
        assertThat(found.heatMaps()).extracting(HeatMap::label).containsExactly("any", "subdural");
    }

    @Test
    void whatIsBelowItsThresholdIsAbsentAndHasNoEvidence() {
        Findings found = judged(Map.of("any", 0.6), new float[] {0.59f, 0, 0, 0, 0, 0});

        assertThat(found.findings().getFirst().present()).isFalse();
        assertThat(found.findings().getFirst().evidence()).isNull();
        assertThat(found.heatMaps()).isEmpty();
        assertThat(found.findings()).hasSize(6);
    }

    @Test
    void whatReachesItsThresholdIsPresent() {
        Findings found = judged(Map.of("any", 0.5), new float[] {0.5f, 0, 0, 0, 0, 0});

        assertThat(found.findings().getFirst().present()).isTrue();
        assertThat(found.findings().getFirst().threshold()).isEqualTo(0.5);
    }

    @Test
    @Tag("B9")
    void whatIsPresentIsMeasuredInTheImagesOwnSpacing() {
        Finding present = judgedOn(slice("1"));

        // One cell of 32 in 64 pixels: a rhombus 2 pixels across and 2 down.
        assertThat(present.measurements())
                .extracting(Measurement::value)
                .containsExactly(1.0, 0.5, 0.25);
    }

    @Test
    @Tag("B9")
    void anImageThatDoesNotSayHowFarApartItsPixelsAreIsNotMeasured() {
        SourceImage unspaced = new SourceImage("9", "1", "1.2.3", slice("1").placement(), null);

        assertThat(judgedOn(unspaced).evidence().region()).hasSize(4);
        assertThat(judgedOn(unspaced).measurements()).isEmpty();
    }

    private Finding judgedOn(SourceImage image) {
        SeriesMaximum series = new SeriesMaximum(card);
        float[] maps = maps(1);
        maps[16 * 32 + 16] = 1;
        series.add(List.of(image), new float[] {1, 0, 0, 0, 0, 0}, maps);
        return Findings.of(card, thresholds(Map.of()), series, "run").findings().getFirst();
    }

    @Test
    void aSitesOwnThresholdTakesThePlaceOfTheCards() {
        float[] probabilities = {0, 0, 0.97f, 0, 0, 0};

        assertThat(judged(Map.of("subdural", 0.98), probabilities).heatMaps()).isEmpty();
        assertThat(judged(Map.of("subdural", 0.96), probabilities).heatMaps()).hasSize(1);
    }

    @Test
    void aThresholdForALabelThatTheModelDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> thresholds(Map.of("subdurall", 0.5)))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("threshold-invalid")
                .hasMessageContaining("subdurall");
    }

    @Test
    void theStudysUrgencyIsThatOfItsMostUrgentPresentFinding() {
        assertThat(urgency(new float[] {0, 0, 0, 0, 0, 0})).isEqualTo(Urgency.ROUTINE);
        assertThat(urgency(new float[] {1, 0, 0, 0, 0, 0})).isEqualTo(Urgency.URGENT);
        assertThat(urgency(new float[] {1, 0, 1, 0, 0, 0})).isEqualTo(Urgency.CRITICAL);
    }

    private Urgency urgency(float[] probabilities) {
        return Findings.urgency(judged(Map.of(), probabilities).findings());
    }

    private Findings judged(Map<String, Double> site, float[] probabilities) {
        SeriesMaximum series = new SeriesMaximum(card);
        series.add(List.of(slice("1")), probabilities, maps(1));
        return Findings.of(card, thresholds(site), series, "run");
    }

    private Thresholds thresholds(Map<String, Double> site) {
        return Thresholds.of(card, site);
    }

    private static SourceImage slice(String uid) {
        return new SourceImage("9", uid, "1.2.3", new Placement(64, 64, 64, 64, 0, 0), SPACING);
    }

    private static float[] maps(int slices) {
        return new float[slices * 6 * MAP];
    }

    private static ModelCard headCt() {
        try {
            return CommittedCards.headCt();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
