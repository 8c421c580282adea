package org.radbridge.devstack.inference;

import static org.radbridge.devstack.inference.RequestedModel.status;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.radbridge.openinference.InferTensorContents;
import org.radbridge.openinference.ModelInferRequest;
import org.radbridge.openinference.ModelInferRequest.InferInputTensor;

/** Takes the input tensors out of a request and holds each to the model's contract. */
final class InputTensors {

    private final ModelConfig config;

    InputTensors(ModelConfig config) {
        this.config = config;
    }

    /**
     * @return one tensor for each input of the model, in memory that ONNX Runtime can read
     * @throws StatusException INVALID_ARGUMENT with Triton's message
     */
    Map<String, OnnxModel.Tensor> read(ModelInferRequest request) throws StatusException {
        requireEveryInput(request);
        boolean raw = request.getRawInputContentsCount() > 0;
        if (raw && request.getRawInputContentsCount() != request.getInputsCount()) {
            throw invalid(
                    "expected %d raw input contents, got %d, for model '%s'",
                    request.getInputsCount(), request.getRawInputContentsCount(), config.name());
        }
        Map<String, OnnxModel.Tensor> tensors = new HashMap<>();
        long batch = -1;
        for (int i = 0; i < request.getInputsCount(); i++) {
            InferInputTensor input = request.getInputs(i);
            TensorSpec spec = require(input);
            if (config.batching()) {
                batch = sameBatch(batch, input);
            }
            ByteBuffer content =
                    raw ? raw(input, request.getRawInputContents(i)) : typed(spec, input);
            requireSize(spec, input, content.remaining());
            tensors.put(
                    spec.name(), new OnnxModel.Tensor(spec.type(), input.getShapeList(), content));
        }
        return tensors;
    }

    private void requireEveryInput(ModelInferRequest request) throws StatusException {
        Set<String> given = new HashSet<>();
        for (InferInputTensor input : request.getInputsList()) {
            if (!given.add(input.getName())) {
                throw invalid(
                        "input '%s' already exists in request for model '%s'",
                        input.getName(), config.name());
            }
        }
        List<String> missing =
                config.inputs().stream()
                        .map(TensorSpec::name)
                        .filter(name -> !given.contains(name))
                        .toList();
        if (!missing.isEmpty()) {
            throw invalid(
                    "expected %d inputs but got %d inputs for model '%s'. Got input(s) %s, but missing required input(s) %s. Please provide all required input(s).",
                    config.inputs().size(), given.size(), config.name(), given, missing);
        }
    }

    private TensorSpec require(InferInputTensor input) throws StatusException {
        Optional<TensorSpec> known =
                config.inputs().stream()
                        .filter(each -> each.name().equals(input.getName()))
                        .findAny();
        if (known.isEmpty()) {
            throw invalid(
                    "unexpected inference input '%s' for model '%s'",
                    input.getName(), config.name());
        }
        TensorSpec spec = known.get();
        if (input.getParametersMap().containsKey("shared_memory_region")) {
            throw status(Status.UNIMPLEMENTED, "shared memory is not supported by this server");
        }
        if (!input.getDatatype().equals(spec.type().name())) {
            throw invalid(
                    "inference input '%s' data-type is '%s', but model '%s' expects '%s'",
                    input.getName(), input.getDatatype(), config.name(), spec.type());
        }
        if (!spec.accepts(input.getShapeList(), config.batching())) {
            throw invalid(
                    "unexpected shape for input '%s' for model '%s'. Expected %s, got %s.",
                    input.getName(),
                    config.name(),
                    TensorSpec.print(spec.fullShape(config.batching())),
                    TensorSpec.print(input.getShapeList()));
        }
        return spec;
    }

    private long sameBatch(long before, InferInputTensor input) throws StatusException {
        long batch = input.getShape(0);
        if (before >= 0 && batch != before) {
            throw invalid(
                    "input '%s' batch size does not match other inputs for '%s'",
                    input.getName(), config.name());
        }
        if (batch < 1 || batch > config.maxBatchSize()) {
            throw invalid(
                    "inference request batch-size must be <= %d for '%s'",
                    config.maxBatchSize(), config.name());
        }
        return batch;
    }

    private ByteBuffer raw(InferInputTensor input, ByteString bytes) throws StatusException {
        if (input.hasContents()) {
            throw invalid(
                    "unexpected explicit tensor data for input tensor '%s' for model '%s', binary data was already supplied.",
                    input.getName(), config.name());
        }
        ByteBuffer direct = allocate(bytes.size());
        bytes.copyTo(direct);
        return direct.flip();
    }

    private ByteBuffer typed(TensorSpec spec, InferInputTensor input) throws StatusException {
        InferTensorContents contents = input.getContents();
        ByteBuffer direct =
                allocate(Math.multiplyExact(count(spec, contents), spec.type().bytes()));
        switch (spec.type()) {
            case BOOL ->
                    contents.getBoolContentsList().forEach(v -> direct.put((byte) (v ? 1 : 0)));
            case INT8 -> contents.getIntContentsList().forEach(v -> direct.put(v.byteValue()));
            case UINT8 -> contents.getUintContentsList().forEach(v -> direct.put(v.byteValue()));
            case INT16 ->
                    contents.getIntContentsList().forEach(v -> direct.putShort(v.shortValue()));
            case INT32 -> contents.getIntContentsList().forEach(direct::putInt);
            case INT64 -> contents.getInt64ContentsList().forEach(direct::putLong);
            case FP32 -> contents.getFp32ContentsList().forEach(direct::putFloat);
            case FP64 -> contents.getFp64ContentsList().forEach(direct::putDouble);
            case FP16, BF16 ->
                    throw invalid(
                            "input '%s' of model '%s' is %s and must be given as raw input contents",
                            input.getName(), config.name(), spec.type());
        }
        return direct.flip();
    }

    private static int count(TensorSpec spec, InferTensorContents contents) {
        return switch (spec.type()) {
            case BOOL -> contents.getBoolContentsCount();
            case INT8, INT16, INT32 -> contents.getIntContentsCount();
            case UINT8 -> contents.getUintContentsCount();
            case INT64 -> contents.getInt64ContentsCount();
            case FP32 -> contents.getFp32ContentsCount();
            case FP64 -> contents.getFp64ContentsCount();
            case FP16, BF16 -> 0;
        };
    }

    private void requireSize(TensorSpec spec, InferInputTensor input, long given)
            throws StatusException {
        long expected = spec.type().bytes();
        for (long dimension : input.getShapeList()) {
            if (dimension != 0 && expected > Integer.MAX_VALUE / dimension) {
                throw invalid("input '%s' is larger than this server takes", input.getName());
            }
            expected *= dimension;
        }
        if (given != expected) {
            throw invalid(
                    "input byte size mismatch for input '%s' for model '%s'. Expected %d, got %d",
                    input.getName(), config.name(), expected, given);
        }
    }

    private static ByteBuffer allocate(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static StatusException invalid(String message, Object... arguments) {
        return status(Status.INVALID_ARGUMENT, message.formatted(arguments));
    }
}
