package org.radbridge.phantoms.reference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.radbridge.phantoms.plane.Mask;
import org.radbridge.phantoms.tensor.ModelInput;

/** A model of the repository as it is committed: its card, its configuration and its graph. */
final class ReferenceModel implements AutoCloseable {
    private final Path folder;
    private final JsonNode card;
    private final OrtSession session;

    ReferenceModel(String name) throws IOException, OrtException {
        folder = Path.of(System.getProperty("radbridge.root"), "models/repository", name);
        card = new YAMLMapper().readTree(Files.readString(folder.resolve("model-card.yaml")));
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            session =
                    OrtEnvironment.getEnvironment()
                            .createSession(folder.resolve("1/model.onnx").toString(), options);
        }
    }

    JsonNode card() {
        return card;
    }

    String configuration() throws IOException {
        return Files.readString(folder.resolve("config.pbtxt"));
    }

    OrtSession session() {
        return session;
    }

    List<JsonNode> labels() {
        return StreamSupport.stream(card.get("labels").spliterator(), false).toList();
    }

    String label(int index) {
        return labels().get(index).get("name").asText();
    }

    double threshold(int index) {
        return labels().get(index).get("threshold").asDouble();
    }

    /** Probabilities [N][L] and heat maps [N][L][32][32]. */
    record Answer(float[][] probabilities, float[][][][] heatmaps) {

        /** A label's probability for the study: the largest of its images. */
        double ofStudy(int label) {
            return IntStream.range(0, probabilities.length)
                    .mapToDouble(image -> probabilities[image][label])
                    .max()
                    .orElseThrow();
        }

        /** Whether the hottest cell of a label's map touches the lesion. */
        boolean peaksOn(int image, int label, Mask lesion) {
            float[][] map = heatmaps[image][label];
            int row = 0;
            int column = 0;
            for (int i = 0; i < map.length; i++) {
                for (int j = 0; j < map[i].length; j++) {
                    if (map[i][j] > map[row][column]) {
                        row = i;
                        column = j;
                    }
                }
            }
            double height = (double) lesion.rows() / ModelInput.HEATMAP_SIZE;
            double width = (double) lesion.columns() / ModelInput.HEATMAP_SIZE;
            return lesion.touches(
                    row * height, column * width, (row + 1) * height, (column + 1) * width);
        }
    }

    Answer classify(List<float[]> inputs) throws OrtException {
        FloatBuffer buffer = FloatBuffer.allocate(inputs.size() * inputs.getFirst().length);
        inputs.forEach(buffer::put);
        long[] shape = {
            inputs.size(),
            card.get("input").get("shape").get(1).asLong(),
            ModelInput.SIZE,
            ModelInput.SIZE
        };
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OnnxTensor image = OnnxTensor.createTensor(environment, buffer.flip(), shape);
                OrtSession.Result result = session.run(Map.of("image", image))) {
            return new Answer(
                    (float[][]) result.get("probabilities").orElseThrow().getValue(),
                    (float[][][][]) result.get("heatmaps").orElseThrow().getValue());
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
