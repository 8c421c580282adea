package org.radbridge.devstack.inference;

import static org.radbridge.devstack.inference.RequestedModel.status;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.radbridge.openinference.ModelInferRequest;
import org.radbridge.openinference.ModelInferRequest.InferRequestedOutputTensor;
import org.radbridge.openinference.ModelInferResponse;

/**
 * One inference from request to response. CPU work: runs on a worker, never on a network thread.
 */
final class Inference {

    private final ModelRepository repository;

    Inference(ModelRepository repository) {
        this.repository = repository;
    }

    /**
     * @param context the call's; when it is cancelled or its deadline passes, the run is stopped
     */
    ModelInferResponse answer(ModelInferRequest request, Context context) throws StatusException {
        requireWanted(context);
        RequestedModel wanted =
                RequestedModel.resolve(
                        repository, request.getModelName(), request.getModelVersion());
        ModelConfig config = wanted.model().config();
        Set<String> outputs = outputs(request, config);
        Map<String, OnnxModel.Tensor> inputs = new InputTensors(config).read(request);
        Map<String, OnnxModel.Tensor> results = run(wanted.model(), inputs, outputs, context);
        return response(request, wanted, outputs, results);
    }

    private static Map<String, OnnxModel.Tensor> run(
            OnnxModel model,
            Map<String, OnnxModel.Tensor> inputs,
            Set<String> outputs,
            Context context)
            throws StatusException {
        try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
            Context.CancellationListener stop = cancelled -> terminate(options);
            context.addListener(stop, Runnable::run);
            try {
                return model.run(inputs, outputs, options);
            } finally {
                context.removeListener(stop);
            }
        } catch (OrtException e) {
            requireWanted(context);
            throw status(Status.INTERNAL, "onnx runtime error " + e.getMessage());
        }
    }

    private static void terminate(OrtSession.RunOptions options) {
        try {
            options.setTerminate(true);
        } catch (OrtException | IllegalStateException e) {
            // The run has ended already and the options are closed: nothing is left to stop.
            System.getLogger(Inference.class.getName())
                    .log(System.Logger.Level.DEBUG, "run ended before it was stopped", e);
        }
    }

    private static void requireWanted(Context context) throws StatusException {
        if (context.getDeadline() != null && context.getDeadline().isExpired()) {
            throw status(
                    Status.DEADLINE_EXCEEDED, "the deadline passed before the inference ended");
        }
        if (context.isCancelled()) {
            throw status(Status.CANCELLED, "the caller has cancelled the inference");
        }
    }

    private static Set<String> outputs(ModelInferRequest request, ModelConfig config)
            throws StatusException {
        Predicate<String> known =
                name -> config.outputs().stream().anyMatch(output -> output.name().equals(name));
        Set<String> names = new LinkedHashSet<>();
        for (InferRequestedOutputTensor output : request.getOutputsList()) {
            if (!known.test(output.getName())) {
                throw status(
                        Status.INVALID_ARGUMENT,
                        "unexpected inference output '%s' for model '%s'"
                                .formatted(output.getName(), config.name()));
            }
            if (!output.getParametersMap().isEmpty()) {
                throw status(
                        Status.UNIMPLEMENTED,
                        "output parameters are not supported by this server: "
                                + output.getParametersMap().keySet());
            }
            names.add(output.getName());
        }
        if (names.isEmpty()) {
            config.outputs().forEach(output -> names.add(output.name()));
        }
        return names;
    }

    private static ModelInferResponse response(
            ModelInferRequest request,
            RequestedModel answered,
            Set<String> outputs,
            Map<String, OnnxModel.Tensor> results) {
        ModelInferResponse.Builder response =
                ModelInferResponse.newBuilder()
                        .setId(request.getId())
                        .setModelName(answered.name())
                        .setModelVersion(Long.toString(answered.version()));
        for (String name : outputs) {
            OnnxModel.Tensor tensor = results.get(name);
            if (tensor == null) {
                throw new IllegalStateException("ONNX Runtime left out output " + name);
            }
            response.addOutputs(
                    ModelInferResponse.InferOutputTensor.newBuilder()
                            .setName(name)
                            .setDatatype(tensor.type().name())
                            .addAllShape(tensor.shape()));
            response.addRawOutputContents(ByteString.copyFrom(tensor.content()));
        }
        return response.build();
    }
}
