package org.radbridge.devstack.inference;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One version of a model, loaded into ONNX Runtime. Runs may go on side by side. */
final class OnnxModel implements AutoCloseable {

    /**
     * What Triton assumes of a model that can batch and whose configuration does not say how far.
     */
    private static final int DEFAULT_MAX_BATCH_SIZE = 4;

    private final OrtSession session;
    private final ModelConfig config;

    private OnnxModel(OrtSession session, ModelConfig config) {
        this.session = session;
        this.config = config;
    }

    /**
     * Loads a model and holds it to its configuration.
     *
     * @throws ConfigException when the file cannot be loaded or contradicts the configuration
     */
    static OnnxModel load(Path file, ModelConfig config) throws ConfigException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(Math.max(1, config.intraOpThreads()));
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            OrtSession session =
                    OrtEnvironment.getEnvironment().createSession(file.toString(), options);
            try {
                return new OnnxModel(session, agreed(config, session));
            } catch (ConfigException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new ConfigException("onnx runtime error " + e.getMessage());
        }
    }

    /** The configuration, completed from the file where it leaves the tensors open. */
    ModelConfig config() {
        return config;
    }

    private static ModelConfig agreed(ModelConfig config, OrtSession session)
            throws ConfigException, OrtException {
        List<TensorSpec> inputs = tensors(session.getInputInfo());
        List<TensorSpec> outputs = tensors(session.getOutputInfo());
        if (config.inputs().isEmpty() && config.outputs().isEmpty()) {
            return completed(config, inputs, outputs);
        }
        if (config.inputs().size() != inputs.size()) {
            throw new ConfigException(
                    "unable to load model '%s', configuration expects %d inputs, model provides %d"
                            .formatted(config.name(), config.inputs().size(), inputs.size()));
        }
        hold(config, "input", config.inputs(), inputs);
        hold(config, "output", config.outputs(), outputs);
        return config;
    }

    private static ModelConfig completed(
            ModelConfig config, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        List<TensorSpec> all = new ArrayList<>(inputs);
        all.addAll(outputs);
        boolean batching =
                all.stream()
                        .map(TensorSpec::dims)
                        .allMatch(dims -> !dims.isEmpty() && dims.getFirst() == -1);
        if (!batching) {
            return config.withTensors(0, inputs, outputs);
        }
        int batch = config.maxBatchSize() > 0 ? config.maxBatchSize() : DEFAULT_MAX_BATCH_SIZE;
        return config.withTensors(batch, withoutBatch(inputs), withoutBatch(outputs));
    }

    private static List<TensorSpec> withoutBatch(List<TensorSpec> tensors) {
        return tensors.stream()
                .map(tensor ->
                        new TensorSpec(
                                tensor.name(),
                                tensor.type(),
                                tensor.dims().subList(1, tensor.dims().size())))
                .toList();
    }

    private static void hold(
            ModelConfig config, String kind, List<TensorSpec> configured, List<TensorSpec> provided)
            throws ConfigException {
        for (TensorSpec tensor : configured) {
            Optional<TensorSpec> match =
                    provided.stream().filter(each -> each.name().equals(tensor.name())).findAny();
            if (match.isEmpty()) {
                throw new ConfigException(
                        "unexpected inference %s '%s', allowed %ss are: %s"
                                .formatted(
                                        kind,
                                        tensor.name(),
                                        kind,
                                        provided.stream().map(TensorSpec::name).toList()));
            }
            if (match.get().type() != tensor.type()) {
                throw new ConfigException(
                        "unable to load model '%s', configuration expects datatype TYPE_%s for %s '%s', model provides TYPE_%s"
                                .formatted(
                                        config.name(),
                                        tensor.type(),
                                        kind,
                                        tensor.name(),
                                        match.get().type()));
            }
            List<Long> shape = tensor.fullShape(config.batching());
            if (!compatible(shape, match.get().dims())) {
                throw new ConfigException(
                        "model '%s', tensor '%s': the model expects %d dimensions (shape %s) but the model configuration specifies %d dimensions (shape %s)"
                                .formatted(
                                        config.name(),
                                        tensor.name(),
                                        match.get().dims().size(),
                                        TensorSpec.print(match.get().dims()),
                                        shape.size(),
                                        TensorSpec.print(shape)));
            }
        }
    }

    private static boolean compatible(List<Long> configured, List<Long> provided) {
        if (configured.size() != provided.size()) {
            return false;
        }
        for (int i = 0; i < configured.size(); i++) {
            long left = configured.get(i);
            long right = provided.get(i);
            if (left >= 0 && right >= 0 && left != right) {
                return false;
            }
            if (left < 0 && right >= 0) {
                return false;
            }
        }
        return true;
    }

    private static List<TensorSpec> tensors(Map<String, NodeInfo> nodes) throws ConfigException {
        List<TensorSpec> tensors = new ArrayList<>();
        for (NodeInfo node : nodes.values()) {
            if (!(node.getInfo() instanceof TensorInfo tensor)) {
                throw new ConfigException("tensor '" + node.getName() + "' is no tensor");
            }
            Optional<DataType> type = DataType.ofOnnx(tensor.type);
            if (type.isEmpty()) {
                throw new ConfigException(
                        "tensor '%s': this server has no data type %s"
                                .formatted(node.getName(), tensor.type));
            }
            tensors.add(
                    new TensorSpec(
                            node.getName(),
                            type.get(),
                            Arrays.stream(tensor.getShape()).boxed().toList()));
        }
        return tensors;
    }

    /** A tensor's shape and its elements: direct memory, little-endian, row-major. */
    record Tensor(DataType type, List<Long> shape, ByteBuffer content) {}

    /**
     * Runs the model once.
     *
     * @param inputs one tensor for each input of the configuration
     * @param outputs names of the wanted outputs
     * @param options lets another thread stop the run
     */
    Map<String, Tensor> run(
            Map<String, Tensor> inputs, Set<String> outputs, OrtSession.RunOptions options)
            throws OrtException {
        Map<String, OnnxTensor> fed = new HashMap<>();
        try {
            for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
                fed.put(input.getKey(), onnx(input.getValue()));
            }
            try (OrtSession.Result result = session.run(fed, outputs, options)) {
                Map<String, Tensor> answers = new LinkedHashMap<>();
                for (var output : result) {
                    answers.put(output.getKey(), tensor((OnnxTensor) output.getValue()));
                }
                return answers;
            }
        } finally {
            fed.values().forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor onnx(Tensor tensor) throws OrtException {
        long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
        return OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), tensor.content(), shape, tensor.type().onnx());
    }

    private static Tensor tensor(OnnxTensor output) {
        TensorInfo info = output.getInfo();
        DataType type =
                DataType.ofOnnx(info.type)
                        .orElseThrow(() -> new IllegalStateException("output " + info.type));
        return new Tensor(
                type,
                Arrays.stream(info.getShape()).boxed().toList(),
                output.getByteBuffer().order(ByteOrder.LITTLE_ENDIAN));
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("Cannot close model " + config.name(), e);
        }
    }
}
