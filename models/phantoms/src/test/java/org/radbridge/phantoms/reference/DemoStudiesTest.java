package org.radbridge.phantoms.reference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.phantoms.DemoStudies;
import org.radbridge.phantoms.PhantomStudy;
import org.radbridge.phantoms.chest.ChestFinding;
import org.radbridge.phantoms.plane.Plane;
import org.radbridge.phantoms.tensor.ModelInput;
import org.radbridge.phantoms.tensor.Preprocessing;

/** The demonstration's studies as a receiver sees them: from stored pixels to findings. */
@Tag("B2")
@Tag("B3")
@Tag("B10")
class DemoStudiesTest {
    private static final List<String> MOST_URGENT_FIRST = List.of("critical", "urgent", "routine");

    @Test
    void everyDemoStudyGetsItsFindingsAndItsUrgency() throws IOException, OrtException {
        for (DemoStudies.DemoStudy demo : DemoStudies.all()) {
            try (ReferenceModel model = modelFor(demo.study())) {
                Set<String> found = found(model, demo.study());

                assertThat(found).describedAs(demo.name()).isEqualTo(demo.findings());
                assertThat(urgency(model, found))
                        .describedAs(demo.name())
                        .isEqualTo(demo.urgency().name().toLowerCase(Locale.ROOT));
            }
        }
    }

    @Test
    void theFindingsDoNotDependOnHowTheImageIsStored() throws IOException, OrtException {
        var study = PhantomStudy.chest(11, ChestFinding.EFFUSION, ChestFinding.CARDIOMEGALY);
        try (ReferenceModel model = modelFor(study)) {
            Set<String> found = found(model, study);

            assertThat(found).contains("Effusion", "Cardiomegaly");
            assertThat(found(model, study.asMonochrome1())).isEqualTo(found);
            assertThat(found(model, study.asComputedRadiography())).isEqualTo(found);
            assertThat(found(model, study.withMatrix(400))).isEqualTo(found);
        }
    }

    private static ReferenceModel modelFor(PhantomStudy study) throws IOException, OrtException {
        return new ReferenceModel(
                study.modality().equals("CT")
                        ? "head_ct_haemorrhage_reference"
                        : "chest_radiograph_reference");
    }

    private static Set<String> found(ReferenceModel model, PhantomStudy study) throws OrtException {
        ReferenceModel.Answer answer =
                model.classify(study.dataSets().stream().map(DemoStudiesTest::tensor).toList());
        Set<String> found = new HashSet<>();
        for (int label = 0; label < model.labels().size(); label++) {
            if (answer.ofStudy(label) >= model.threshold(label)) {
                found.add(model.label(label));
            }
        }
        return found;
    }

    private static String urgency(ReferenceModel model, Set<String> found) {
        return model.labels().stream()
                .filter(label -> found.contains(label.get("name").asText()))
                .map(label -> label.get("urgency"))
                .map(JsonNode::asText)
                .min((one, other) ->
                        MOST_URGENT_FIRST.indexOf(one) - MOST_URGENT_FIRST.indexOf(other))
                .orElse("routine");
    }

    private static float[] tensor(DataSet dataSet) {
        int rows = dataSet.integer(org.radbridge.dicom.data.Tag.Rows).orElseThrow();
        int columns = dataSet.integer(org.radbridge.dicom.data.Tag.Columns).orElseThrow();
        byte[] bytes = dataSet.bytes(org.radbridge.dicom.data.Tag.PixelData).orElseThrow();
        Plane stored = new Plane(rows, columns);
        for (int pixel = 0; pixel < rows * columns; pixel++) {
            stored.values()[pixel] = (bytes[2 * pixel] & 0xff) | (bytes[2 * pixel + 1] & 0xff) << 8;
        }
        Plane rescaled =
                Preprocessing.rescale(
                        stored,
                        first(dataSet, org.radbridge.dicom.data.Tag.RescaleSlope, 1),
                        first(dataSet, org.radbridge.dicom.data.Tag.RescaleIntercept, 0));
        if (dataSet.string(org.radbridge.dicom.data.Tag.Modality).orElseThrow().equals("CT")) {
            return ModelInput.headCt(rescaled);
        }
        boolean inverted =
                dataSet.string(org.radbridge.dicom.data.Tag.PhotometricInterpretation)
                        .orElseThrow()
                        .equals("MONOCHROME1");
        return ModelInput.chest(inverted ? Preprocessing.rescale(rescaled, -1, 0) : rescaled);
    }

    private static double first(DataSet dataSet, int tag, double otherwise) {
        double[] values = dataSet.decimals(tag);
        return values.length == 0 ? otherwise : values[0];
    }
}
