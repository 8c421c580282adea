package org.radbridge.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.onnxruntime.OrtException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.phantoms.tensor.ModelInput;

/** A network that has learnt a little, in PyTorch and as written. */
@Tag("B2")
@Tag("B7")
class OnnxExportTest {
    private static final int LESSONS = 64;

    @Test
    void theWrittenModelAnswersAsTheTrainedOne() throws OrtException {
        System.setProperty("ai.djl.offline", "true");
        ReferenceModel chest = new ChestModel();
        int labels = chest.labels().size();
        TrainingSet set = new TrainingSet(labels);
        for (long seed = 0; seed < LESSONS; seed++) {
            chest.lesson(seed).forEach(set::add);
        }
        ClassMapNetwork network = new ClassMapNetwork(8, labels);
        try (Model container = Model.newInstance("test", "PyTorch")) {
            container.setBlock(network);
            new Fitting(1, labels, 2, 1, line -> {}).fit(container, set);
            float[] input = chest.lesson(9_999).getFirst().input();
            ParameterStore store = new ParameterStore(container.getNDManager(), false);
            NDArray image =
                    container
                            .getNDManager()
                            .create(input, new Shape(1, 1, ModelInput.SIZE, ModelInput.SIZE));
            NDList trained = network.forward(store, new NDList(image), false);
            float[] logits = trained.get(0).toFloatArray();
            float[] maps = trained.get(1).toFloatArray();

            try (OnnxClassifier classifier =
                    new OnnxClassifier(OnnxExport.export(chest, network), 1)) {
                OnnxClassifier.Answer answer = classifier.classify(List.of(input));

                for (int label = 0; label < labels; label++) {
                    assertThat((double) answer.probabilities()[0][label])
                            .isCloseTo(sigmoid(logits[label]), within(1e-5));
                    int cell = label * ModelInput.HEATMAP_SIZE * ModelInput.HEATMAP_SIZE;
                    assertThat((double) answer.heatmaps()[0][label][0][0])
                            .isCloseTo(sigmoid(maps[cell]), within(1e-5));
                }
            }
        }
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
