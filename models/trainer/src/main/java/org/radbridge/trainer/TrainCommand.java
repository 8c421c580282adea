package org.radbridge.trainer;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.radbridge.phantoms.tensor.ModelInput;

/** {@code train}: from a seed to a model, its card and its figures. */
public final class TrainCommand {
    private static final long LESSON_SEEDS = 1_000_000;
    private static final long CALIBRATION_SEEDS = 2_000_000;
    private static final long HELD_OUT_SEEDS = 3_000_000;
    private static final double TOLERATED_DISAGREEMENT = 1e-4;

    private final Options options;
    private final PrintStream out;

    private TrainCommand(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Runs the command; what it cannot do ends it with a message and a status other than 0. */
    public static void main(String[] arguments) throws IOException, OrtException {
        Options options = Options.read(List.of(arguments));
        if (options.help()) {
            System.out.print(Options.HELP);
            return;
        }
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(options.threads()));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        if (System.getenv("DJL_CACHE_DIR") == null) {
            System.setProperty("DJL_CACHE_DIR", ".radbridge/djl");
        }
        TrainCommand command = new TrainCommand(options, System.out);
        for (ReferenceModel model : options.models()) {
            command.train(model);
        }
    }

    private void train(ReferenceModel model) throws IOException, OrtException {
        int patients = options.patients(model);
        say(model, "drawing " + patients + " patients");
        TrainingSet lessons = new TrainingSet(model.labels().size());
        for (long seed = LESSON_SEEDS; seed < LESSON_SEEDS + patients; seed++) {
            model.lesson(seed).forEach(lessons::add);
        }
        say(model, "learning from " + lessons.size() + " images");
        ClassMapNetwork network = new ClassMapNetwork(options.width(), model.labels().size());
        try (Model container = Model.newInstance(model.name(), "PyTorch")) {
            container.setBlock(network);
            new Fitting(
                            model.channels(),
                            model.labels().size(),
                            options.epochs(model),
                            options.seed(),
                            line -> say(model, line))
                    .fit(container, lessons);
            byte[] onnx = OnnxExport.export(model, network);
            say(model, onnx.length + " bytes of ONNX");
            try (OnnxClassifier classifier = new OnnxClassifier(onnx, model.channels())) {
                double agreement = agreement(model, container, network, classifier);
                say(model, "agreement with ONNX Runtime: " + agreement);
                ModelCard.Training training =
                        new ModelCard.Training(
                                LESSON_SEEDS,
                                patients,
                                lessons.size(),
                                options.epochs(model),
                                options.seed(),
                                agreement);
                write(model, onnx, card(model, classifier, training));
            }
        }
    }

    /** The largest difference of any probability between PyTorch and ONNX Runtime. */
    private double agreement(
            ReferenceModel model,
            Model container,
            ClassMapNetwork network,
            OnnxClassifier classifier)
            throws OrtException {
        List<float[]> inputs = model.study(HELD_OUT_SEEDS).stream().map(Sample::input).toList();
        float[][] written = classifier.classify(inputs).probabilities();
        double largest = 0;
        try (NDManager manager = container.getNDManager().newSubManager()) {
            ParameterStore store = new ParameterStore(manager, false);
            Shape shape = new Shape(1, model.channels(), ModelInput.SIZE, ModelInput.SIZE);
            for (int image = 0; image < inputs.size(); image++) {
                NDArray input = manager.create(inputs.get(image), shape);
                NDArray logits = network.forward(store, new NDList(input), false).get(0);
                float[] trained = logits.neg().exp().add(1f).pow(-1f).toFloatArray();
                for (int label = 0; label < trained.length; label++) {
                    largest = Math.max(largest, Math.abs(trained[label] - written[image][label]));
                }
            }
        }
        if (largest > TOLERATED_DISAGREEMENT) {
            throw new IllegalStateException(
                    "the written model differs from the trained one by " + largest);
        }
        return largest;
    }

    private String card(
            ReferenceModel model, OnnxClassifier classifier, ModelCard.Training training)
            throws OrtException {
        int studies = options.heldOut(model);
        say(model, "choosing thresholds on " + studies + " studies");
        List<Double> thresholds =
                Evaluation.of(model, classifier, CALIBRATION_SEEDS, studies).thresholds();
        say(model, "judging on " + studies + " others");
        Evaluation heldOut = Evaluation.of(model, classifier, HELD_OUT_SEEDS, studies);
        for (int label = 0; label < thresholds.size(); label++) {
            Scores scores = heldOut.byStudy().get(label);
            double threshold = thresholds.get(label);
            say(
                    model,
                    "%-27s threshold %.3f sensitivity %.3f specificity %.3f AUC %.3f peak %.3f n %d"
                            .formatted(
                                    model.labels().get(label).name(),
                                    threshold,
                                    scores.sensitivity(threshold),
                                    scores.specificity(threshold),
                                    scores.areaUnderCurve(),
                                    scores.peakOnLesion(),
                                    scores.positives()));
        }
        say(model, "normals without finding: " + heldOut.quietNormals(thresholds));
        return new ModelCard(model, thresholds).write(training, heldOut);
    }

    private void write(ReferenceModel model, byte[] onnx, String card) throws IOException {
        Path folder = options.repository().resolve(model.name());
        Files.createDirectories(folder.resolve("1"));
        Files.write(folder.resolve("1/model.onnx"), onnx);
        Files.writeString(folder.resolve("model-card.yaml"), card);
        Files.writeString(folder.resolve("config.pbtxt"), TritonConfiguration.of(model));
        say(model, "written to " + folder);
    }

    private void say(ReferenceModel model, String line) {
        out.println(model.name() + ": " + line);
    }
}
