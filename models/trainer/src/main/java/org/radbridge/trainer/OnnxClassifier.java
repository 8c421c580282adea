package org.radbridge.trainer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.radbridge.phantoms.tensor.ModelInput;

/** The written model, run by ONNX Runtime as the inference server runs it. */
final class OnnxClassifier implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final int channels;

    OnnxClassifier(byte[] model, int channels) throws OrtException {
        this.channels = channels;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            session = environment.createSession(model, options);
        }
    }

    /**
     * What the model says of each image.
     *
     * @param probabilities [N][labels]
     * @param heatmaps [N][labels][32][32]
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Answer(float[][] probabilities, float[][][][] heatmaps) {}

    Answer classify(List<float[]> inputs) throws OrtException {
        int length = inputs.getFirst().length;
        FloatBuffer buffer = FloatBuffer.allocate(inputs.size() * length);
        inputs.forEach(buffer::put);
        long[] shape = {inputs.size(), channels, ModelInput.SIZE, ModelInput.SIZE};
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
