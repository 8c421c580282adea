package org.radbridge.trainer;

import java.util.List;
import java.util.Locale;
import org.radbridge.dicom.data.Uid;
import org.radbridge.phantoms.tensor.ModelInput;

/** Writes a model's card; models/README.md says what each key means. */
final class ModelCard {
    static final String NOTICE =
            "reference model, trained on synthetic phantoms, not for clinical use";
    static final String VERSION = "1.0.0";

    private final ReferenceModel model;
    private final List<Double> thresholds;
    private final StringBuilder yaml = new StringBuilder();

    ModelCard(ReferenceModel model, List<Double> thresholds) {
        this.model = model;
        this.thresholds = thresholds;
    }

    String write(Training training, Evaluation heldOut) {
        head();
        tensors();
        labels();
        training(training);
        validation(heldOut);
        return yaml.toString();
    }

    /** How the model was made. */
    record Training(
            long firstSeed, int patients, int images, int epochs, long seed, double agreement) {}

    private void head() {
        String uid = Uid.fromName("https://radbridge.org/models/" + model.name() + "/" + VERSION);
        line("schemaVersion: 1");
        line("name: " + model.name());
        line("title: " + model.title());
        line("version: " + VERSION);
        line("repositoryVersion: 1");
        line("deviceUid: " + uid);
        line("manufacturer: Radbridge");
        line("clinicalUse: false");
        line("intendedUse: >-");
        line("  " + model.intendedUse());
        line("  " + NOTICE.substring(0, 1).toUpperCase(Locale.ROOT) + NOTICE.substring(1) + ".");
        line("governance:");
        line("  state: advisory");
        line("routing:");
        line("  modalities: [" + String.join(", ", model.modalities()) + "]");
        line("  bodyParts: [" + model.bodyPart() + "]");
    }

    private void tensors() {
        int labels = model.labels().size();
        line("input:");
        line("  tensor: image");
        line("  datatype: FP32");
        line("  shape: [-1, %d, %2$d, %2$d]".formatted(model.channels(), ModelInput.SIZE));
        line("  batchElement: " + model.batchElement());
        line("preprocessing:");
        yaml.append(model.preprocessing());
        line("  - step: pad-to-square");
        line("    value: 0");
        line("  - step: resize");
        line("    height: " + ModelInput.SIZE);
        line("    width: " + ModelInput.SIZE);
        line("    filter: triangle");
        line("  - step: normalise");
        line("    mean: " + Yaml.number(ModelInput.MEAN));
        line("    standardDeviation: " + Yaml.number(ModelInput.STANDARD_DEVIATION));
        if (model.batchElement().equals("slice")) {
            line("  - step: stack-slices");
        }
        line("outputs:");
        line("  probabilities:");
        line("    tensor: probabilities");
        line("    datatype: FP32");
        line("    shape: [-1, %d]".formatted(labels));
        line("  heatmaps:");
        line("    tensor: heatmaps");
        line("    datatype: FP32");
        line("    shape: [-1, %d, %2$d, %2$d]".formatted(labels, ModelInput.HEATMAP_SIZE));
        line("    method: class-activation");
        line("    range: [0, 1]");
        line("aggregation:");
        line("  study: maximum");
    }

    private void labels() {
        line("labels:");
        for (int index = 0; index < model.labels().size(); index++) {
            LabelCard label = model.labels().get(index);
            line("  - name: " + label.name());
            line("    display: " + label.display());
            label.snomed().ifPresent(code -> line("    snomed: \"" + code + "\""));
            label.radlex().ifPresent(code -> line("    radlex: " + code));
            if (!label.snomedConfirmed()) {
                line("    unconfirmed: [snomed]");
            }
            line("    threshold: " + Yaml.number(thresholds.get(index)));
            line("    urgency: " + label.urgency());
        }
    }

    private void training(Training training) {
        line("training:");
        line(
                "  data: synthetic phantoms of the seeds %d to %d, %d images, with lesion masks"
                        .formatted(
                                training.firstSeed(),
                                training.firstSeed() + training.patients() - 1,
                                training.images()));
        line("  epochs: " + training.epochs());
        line("  seed: " + training.seed());
        line("  agreementWithOnnxRuntime: %.1e".formatted(training.agreement()));
    }

    private void validation(Evaluation heldOut) {
        line("validation:");
        line(
                "  data: %d held-out phantom studies of the seeds %d to %d"
                        .formatted(
                                heldOut.studies(),
                                heldOut.firstSeed(),
                                heldOut.firstSeed() + heldOut.studies() - 1));
        line("  normalStudies: " + heldOut.normals().size());
        line("  normalsWithoutFinding: " + Yaml.figure(heldOut.quietNormals(thresholds)));
        figures("byStudy", heldOut.byStudy());
        if (model.batchElement().equals("slice")) {
            figures("bySlice", heldOut.byImage());
        }
    }

    private void figures(String level, List<Scores> scores) {
        line("  " + level + ":");
        for (int index = 0; index < scores.size(); index++) {
            Scores label = scores.get(index);
            double threshold = thresholds.get(index);
            line("    - label: " + model.labels().get(index).name());
            line("      count: " + label.count());
            line("      positives: " + label.positives());
            line("      sensitivity: " + Yaml.figure(label.sensitivity(threshold)));
            line("      specificity: " + Yaml.figure(label.specificity(threshold)));
            line("      areaUnderCurve: " + Yaml.figure(label.areaUnderCurve()));
            line("      peakOnLesion: " + Yaml.figure(label.peakOnLesion()));
        }
    }

    private void line(String text) {
        yaml.append(text).append('\n');
    }
}
