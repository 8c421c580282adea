package org.radbridge.inference.triton;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.radbridge.inference.card.ModelCard;
import org.radbridge.inference.card.TensorContract;
import org.radbridge.kit.failure.PermanentFailure;
import org.radbridge.openinference.ModelInferRequest;
import org.radbridge.openinference.ModelInferRequest.InferInputTensor;
import org.radbridge.openinference.ModelInferRequest.InferRequestedOutputTensor;
import org.radbridge.openinference.ModelInferResponse;
import org.radbridge.openinference.ModelInferResponse.InferOutputTensor;

/** Batches as the protocol's raw tensors, little endian, and answers back from them. */
final class TensorCodec {
    private TensorCodec() {}

    /**
     * @param batch the elements' values, each as long as the card's input says
     */
    static ModelInferRequest request(ModelCard card, String id, List<float[]> batch) {
        List<Long> shape = new ArrayList<>(card.input().shape());
        shape.set(0, (long) batch.size());
        return ModelInferRequest.newBuilder()
                .setModelName(card.name())
                .setModelVersion(card.repositoryVersion())
                .setId(id)
                .addInputs(
                        InferInputTensor.newBuilder()
                                .setName(card.input().name())
                                .setDatatype(card.input().datatype())
                                .addAllShape(shape))
                .addOutputs(output(card.probabilities()))
                .addOutputs(output(card.heatMaps()))
                .addRawInputContents(raw(batch, card.input().elementSize()))
                .build();
    }

    private static InferRequestedOutputTensor output(TensorContract tensor) {
        return InferRequestedOutputTensor.newBuilder().setName(tensor.name()).build();
    }

    private static ByteString raw(List<float[]> batch, int elementSize) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(batch.size() * elementSize, Float.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (float[] element : batch) {
            if (element.length != elementSize) {
                throw new IllegalArgumentException(
                        element.length + " values for an element of " + elementSize);
            }
            bytes.asFloatBuffer().put(element);
            bytes.position(bytes.position() + element.length * Float.BYTES);
        }
        return UnsafeByteOperations.unsafeWrap(bytes.flip());
    }

    /**
     * @throws PermanentFailure when a tensor is missing or not of the size that the card says, or
     *     holds values that it cannot hold
     */
    static InferenceAnswer answer(
            ModelCard card, int elements, ModelInferResponse response, long nanos) {
        if (!response.getModelVersion().equals(card.repositoryVersion())) {
            throw malformed(
                    card,
                    "version %s answered, not %s"
                            .formatted(response.getModelVersion(), card.repositoryVersion()));
        }
        float[] probabilities = values(card, card.probabilities(), elements, response);
        for (float probability : probabilities) {
            if (!(probability >= 0 && probability <= 1)) {
                throw malformed(card, "a probability is " + probability);
            }
        }
        float[] heatMaps = values(card, card.heatMaps(), elements, response);
        for (float activation : heatMaps) {
            if (!Float.isFinite(activation)) {
                throw malformed(card, "an activation is " + activation);
            }
        }
        return new InferenceAnswer(elements, probabilities, heatMaps, nanos);
    }

    private static float[] values(
            ModelCard card, TensorContract contract, int elements, ModelInferResponse response) {
        int index = 0;
        while (index < response.getOutputsCount()
                && !response.getOutputs(index).getName().equals(contract.name())) {
            index++;
        }
        if (index == response.getOutputsCount()) {
            throw malformed(card, "output '" + contract.name() + "' is missing");
        }
        InferOutputTensor output = response.getOutputs(index);
        List<Long> shape = new ArrayList<>(contract.shape());
        shape.set(0, (long) elements);
        if (!output.getShapeList().equals(shape)
                || !output.getDatatype().equals(contract.datatype())) {
            throw malformed(
                    card,
                    "output '%s' is %s %s, not %s %s"
                            .formatted(
                                    contract.name(),
                                    output.getDatatype(),
                                    output.getShapeList(),
                                    contract.datatype(),
                                    shape));
        }
        float[] values = new float[elements * contract.elementSize()];
        if (index >= response.getRawOutputContentsCount()) {
            return typed(card, contract, output, values);
        }
        ByteString raw = response.getRawOutputContents(index);
        if (raw.size() != values.length * Float.BYTES) {
            throw malformed(card, "output '" + contract.name() + "' has " + raw.size() + " bytes");
        }
        raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    private static float[] typed(
            ModelCard card, TensorContract contract, InferOutputTensor output, float[] values) {
        if (output.getContents().getFp32ContentsCount() != values.length) {
            throw malformed(card, "output '" + contract.name() + "' has no values of its size");
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = output.getContents().getFp32Contents(i);
        }
        return values;
    }

    private static PermanentFailure malformed(ModelCard card, String problem) {
        return new PermanentFailure(
                TritonFailure.ANSWER_MALFORMED, "model " + card.name() + ": " + problem);
    }
}
