package org.radbridge.phantoms.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.dicom.data.Uid;
import org.radbridge.phantoms.chest.ChestFinding;
import org.radbridge.phantoms.chest.ChestPhantom;
import org.radbridge.phantoms.chest.ChestRadiograph;
import org.radbridge.phantoms.headct.Haemorrhage;
import org.radbridge.phantoms.headct.HeadCtPhantom;
import org.radbridge.phantoms.headct.HeadCtSlice;
import org.radbridge.phantoms.plane.Mask;
import org.radbridge.phantoms.tensor.ModelInput;

/** The committed models against their own cards, on patients of the held-out seeds. */
class ReferenceModelTest {
    private static final String CHEST = "chest_radiograph_reference";
    private static final String HEAD_CT = "head_ct_haemorrhage_reference";
    private static final long HELD_OUT_SEEDS = 3_000_000;
    private static final int MATRIX = 256;

    @ParameterizedTest
    @ValueSource(strings = {CHEST, HEAD_CT})
    @Tag("B1")
    @Tag("B11")
    void theCardTheConfigurationAndTheGraphSayTheSame(String name)
            throws IOException, OrtException {
        try (ReferenceModel model = new ReferenceModel(name)) {
            JsonNode card = model.card();
            String version = card.get("version").asText();
            long labels = model.labels().size();

            assertThat(card.get("name").asText()).isEqualTo(name);
            assertThat(card.get("deviceUid").asText())
                    .isEqualTo(
                            Uid.fromName("https://radbridge.org/models/" + name + "/" + version));
            assertThat(card.get("clinicalUse").asBoolean()).isFalse();
            assertThat(card.get("intendedUse").asText()).contains("not for clinical use");
            assertThat(model.configuration()).contains("name: \"" + name + "\"");
            assertThat(shape(model.session().getInputInfo().get("image")))
                    .isEqualTo(longs(card.get("input").get("shape")));
            assertThat(shape(model.session().getOutputInfo().get("probabilities")))
                    .isEqualTo(longs(card.get("outputs").get("probabilities").get("shape")))
                    .endsWith(labels);
            assertThat(shape(model.session().getOutputInfo().get("heatmaps")))
                    .isEqualTo(longs(card.get("outputs").get("heatmaps").get("shape")));
        }
    }

    @Test
    @Tag("B2")
    @Tag("B3")
    void labelsComeInTheOrderOfThePhantomsFindings() throws IOException, OrtException {
        try (ReferenceModel chest = new ReferenceModel(CHEST);
                ReferenceModel headCt = new ReferenceModel(HEAD_CT)) {
            assertThat(chest.labels())
                    .extracting(label -> label.get("name").asText())
                    .isEqualTo(
                            Arrays.stream(ChestFinding.values()).map(ChestFinding::label).toList());
            assertThat(headCt.labels())
                    .extracting(label -> label.get("name").asText())
                    .isEqualTo(
                            Arrays.stream(Haemorrhage.values()).map(Haemorrhage::label).toList());
        }
    }

    @Test
    @Tag("B2")
    @Tag("B7")
    void theChestModelKeepsWhatItsCardPromises() throws IOException, OrtException {
        Tally tally = new Tally();
        try (ReferenceModel model = new ReferenceModel(CHEST)) {
            for (long seed = HELD_OUT_SEEDS; seed < HELD_OUT_SEEDS + 150; seed++) {
                ChestRadiograph radiograph = ChestPhantom.ofPopulation(seed).draw(MATRIX, MATRIX);
                ReferenceModel.Answer answer =
                        model.classify(List.of(ModelInput.chest(radiograph.image())));
                for (ChestFinding finding : ChestFinding.values()) {
                    int label = finding.ordinal();
                    boolean found = answer.ofStudy(label) >= model.threshold(label);
                    Mask lesion = radiograph.lesions().get(finding);
                    tally.add(lesion != null, found);
                    if (lesion != null) {
                        tally.addPeak(answer.peaksOn(0, label, lesion));
                    }
                }
            }
            JsonNode claims = model.card().get("validation").get("byStudy");
            assertThat(tally.sensitivity())
                    .isCloseTo(Tally.claimedSensitivity(claims), within(0.04));
            assertThat(tally.specificity())
                    .isCloseTo(Tally.claimedSpecificity(claims), within(0.015));
            assertThat(tally.peakOnLesion()).isGreaterThan(0.93);
        }
    }

    @Test
    @Tag("B3")
    @Tag("B7")
    void theHeadCtModelKeepsWhatItsCardPromises() throws IOException, OrtException {
        Tally tally = new Tally();
        try (ReferenceModel model = new ReferenceModel(HEAD_CT)) {
            for (long seed = HELD_OUT_SEEDS; seed < HELD_OUT_SEEDS + 12; seed++) {
                HeadCtPhantom phantom = HeadCtPhantom.ofPopulation(seed);
                List<HeadCtSlice> slices =
                        IntStream.range(0, HeadCtPhantom.SLICES)
                                .mapToObj(slice -> phantom.draw(slice, MATRIX))
                                .toList();
                ReferenceModel.Answer answer =
                        model.classify(
                                slices.stream()
                                        .map(slice -> ModelInput.headCt(slice.image()))
                                        .toList());
                for (int slice = 0; slice < slices.size(); slice++) {
                    add(tally, model, answer, slice, slices.get(slice));
                }
            }
            JsonNode claims = model.card().get("validation").get("bySlice");
            assertThat(tally.sensitivity())
                    .isCloseTo(Tally.claimedSensitivity(claims), within(0.08));
            assertThat(tally.specificity())
                    .isCloseTo(Tally.claimedSpecificity(claims), within(0.02));
            assertThat(tally.peakOnLesion()).isGreaterThan(0.9);
        }
    }

    private static void add(
            Tally tally,
            ReferenceModel model,
            ReferenceModel.Answer answer,
            int slice,
            HeadCtSlice truth) {
        for (Haemorrhage kind : Haemorrhage.values()) {
            int label = kind.ordinal();
            Mask lesion = truth.lesions().get(kind);
            tally.add(
                    lesion != null, answer.probabilities()[slice][label] >= model.threshold(label));
            if (lesion != null) {
                tally.addPeak(answer.peaksOn(slice, label, lesion));
            }
        }
    }

    private static List<Long> longs(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asLong).toList();
    }

    private static List<Long> shape(NodeInfo node) {
        return Arrays.stream(((TensorInfo) node.getInfo()).getShape()).boxed().toList();
    }
}
