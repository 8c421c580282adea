package org.radbridge.trainer;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.function.Consumer;
import org.radbridge.phantoms.plane.SplitMix64;
import org.radbridge.phantoms.tensor.ModelInput;

/**
 * The training loop: Adam, a falling learning rate, binary cross entropy of images and of cells.
 */
final class Fitting {
    private static final int BATCH = 32;
    private static final float LEARNING_RATE = 3e-3f;
    private static final float LAST_RATE = 5e-5f;

    private final int channels;
    private final int labels;
    private final int epochs;
    private final long seed;
    private final Consumer<String> progress;

    Fitting(int channels, int labels, int epochs, long seed, Consumer<String> progress) {
        this.channels = channels;
        this.labels = labels;
        this.epochs = epochs;
        this.seed = seed;
        this.progress = progress;
    }

    /** Trains the network of a model, in place. */
    void fit(Model model, TrainingSet set) {
        Engine.getInstance().setRandomSeed((int) seed);
        int steps = epochs * (set.size() / BATCH);
        Tracker rate =
                Tracker.cosine()
                        .setBaseValue(LEARNING_RATE)
                        .optFinalValue(LAST_RATE)
                        .setMaxUpdates(steps)
                        .build();
        DefaultTrainingConfig config =
                new DefaultTrainingConfig(Loss.l2Loss())
                        .optInitializer(new XavierInitializer(), Parameter.Type.WEIGHT)
                        .optOptimizer(Optimizer.adam().optLearningRateTracker(rate).build());
        try (Trainer trainer = model.newTrainer(config)) {
            trainer.initialize(new Shape(1, channels, ModelInput.SIZE, ModelInput.SIZE));
            SplitMix64 random = SplitMix64.of(seed, "order");
            for (int epoch = 1; epoch <= epochs; epoch++) {
                long start = System.nanoTime();
                double loss = epoch(trainer, set, set.shuffled(random));
                progress.accept(
                        "epoch %d of %d: loss %s, %d s"
                                .formatted(
                                        epoch,
                                        epochs,
                                        Yaml.figure(loss),
                                        (System.nanoTime() - start) / 1_000_000_000));
            }
        }
    }

    private double epoch(Trainer trainer, TrainingSet set, int[] order) {
        double sum = 0;
        int batches = 0;
        for (int from = 0; from + BATCH <= order.length; from += BATCH) {
            try (NDManager manager = trainer.getManager().newSubManager()) {
                sum += step(trainer, manager, set, order, from);
                batches++;
            }
        }
        return sum / batches;
    }

    private double step(
            Trainer trainer, NDManager manager, TrainingSet set, int[] order, int from) {
        int to = from + BATCH;
        long side = ModelInput.HEATMAP_SIZE;
        Shape mapShape = new Shape(BATCH, labels, side, side);
        float[] covered = set.cells(order, from, to);
        NDArray images =
                manager.create(
                        set.inputs(order, from, to),
                        new Shape(BATCH, channels, ModelInput.SIZE, ModelInput.SIZE));
        NDArray truth = manager.create(set.truth(order, from, to), new Shape(BATCH, labels));
        NDArray cells = manager.create(covered, mapShape);
        NDArray weights = manager.create(set.weights(covered), mapShape);
        double loss;
        try (GradientCollector gradients = trainer.newGradientCollector()) {
            NDList outputs = trainer.forward(new NDList(images));
            NDArray ofImages = crossEntropy(outputs.get(0), truth).mean();
            NDArray ofCells = crossEntropy(outputs.get(1), cells).mul(weights).mean();
            NDArray total = ofImages.add(ofCells);
            gradients.backward(total);
            loss = total.getFloat();
            outputs.close();
        }
        trainer.step();
        return loss;
    }

    /** Binary cross entropy of logits, in the form that does not overflow. */
    private static NDArray crossEntropy(NDArray logits, NDArray truth) {
        return logits.maximum(0f)
                .sub(logits.mul(truth))
                .add(logits.abs().neg().exp().add(1f).log());
    }
}
