package org.radbridge.inference.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.inference.card.Step;

@Tag("B2")
@Tag("B3")
class StepsTest {
    private static final Offset<Float> TINY = Offset.offset(1e-6f);

    @Test
    void rescaleMakesHounsfieldUnits() {
        float[] x = {0, 1024, 2000};

        Steps.rescale(x, 2, -1024);

        assertThat(x).containsExactly(-1024, 1024, 2976);
    }

    @Test
    void percentilesAreValuesOfTheSortedPlaneAndWhatLiesBeyondIsCutOff() {
        // Sorted 10 … 50: rank floor(0.25 × 4) = 1 is 20, rank floor(0.75 × 4) = 3 is 40.
        float[] x = {50, 10, 30, 20, 40};

        Steps.scalePercentiles(x, new Step.ScalePercentiles(25, 75));

        assertThat(x).containsExactly(new float[] {1, 0, 0.5f, 0, 1}, TINY);
    }

    @Test
    void percentileRanksAreRoundedDown() {
        // n = 4: rank floor(0.1 × 3) = 0 is 0, rank floor(0.9 × 3) = 2 is 2; 4 lies beyond.
        float[] x = {4, 0, 2, 1};

        Steps.scalePercentiles(x, new Step.ScalePercentiles(10, 90));

        assertThat(x).containsExactly(new float[] {1, 0, 1, 0.5f}, TINY);
    }

    @Test
    void aFlatPlaneBecomesZero() {
        float[] x = {7, 7, 7};

        Steps.scalePercentiles(x, new Step.ScalePercentiles(1, 99));

        assertThat(x).containsExactly(0, 0, 0);
    }

    @Test
    void eachWindowMakesAChannel() {
        Plane plane = new Plane(1, 4, new float[] {-100, 20, 40, 100});

        List<Plane> channels =
                Steps.windows(plane, List.of(new Step.Window(40, 80), new Step.Window(0, 400)));

        assertThat(channels).hasSize(2);
        assertThat(channels.get(0).values()).containsExactly(new float[] {0, 0.25f, 0.5f, 1}, TINY);
        assertThat(channels.get(1).values())
                .containsExactly(new float[] {0.25f, 0.55f, 0.6f, 0.75f}, TINY);
    }

    @Test
    void invertSwapsBlackAndWhite() {
        float[] x = {0, 0.25f, 1};

        Steps.invert(x);

        assertThat(x).containsExactly(1, 0.75f, 0);
    }

    @Test
    void aWidePlaneIsPaddedAboveAndBelow() {
        Plane wide = new Plane(1, 4, new float[] {1, 2, 3, 4});

        Plane square = Steps.padToSquare(wide, 9);

        // floor((4 − 1) / 2) = 1: one row above, two below.
        assertThat(square.rows()).isEqualTo(4);
        assertThat(square.values()).containsExactly(9, 9, 9, 9, 1, 2, 3, 4, 9, 9, 9, 9, 9, 9, 9, 9);
    }

    @Test
    void aTallPlaneIsPaddedLeftAndRight() {
        Plane tall = new Plane(3, 1, new float[] {1, 2, 3});

        assertThat(Steps.padToSquare(tall, 0).values()).containsExactly(0, 1, 0, 0, 2, 0, 0, 3, 0);
    }

    @Test
    void normaliseCentresAndScales() {
        float[] x = {0, 0.5f, 1};

        Steps.normalise(x, new Step.Normalise(0.5, 0.25));

        assertThat(x).containsExactly(-2, 0, 2);
    }
}
