package org.radbridge.devstack.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code config.pbtxt} says of a model, as far as an ONNX model needs it.
 *
 * @param maxBatchSize 0: the model does not batch and its dims are whole shapes
 * @param inputs empty when the configuration leaves them to the model file
 * @param outputs likewise
 * @param modelFilename the file in each version folder
 * @param intraOpThreads threads within one run of the model; 0: the server's choice
 */
record ModelConfig(
        String name,
        int maxBatchSize,
        List<TensorSpec> inputs,
        List<TensorSpec> outputs,
        VersionPolicy versionPolicy,
        String modelFilename,
        int intraOpThreads) {

    static final String PLATFORM = "onnxruntime_onnx";

    private static final String BACKEND = "onnxruntime";

    /** Fields that Triton knows; one that it does not know makes it refuse the model. */
    private static final Set<String> KNOWN =
            Set.of(
                    "name",
                    "platform",
                    "backend",
                    "runtime",
                    "version_policy",
                    "max_batch_size",
                    "input",
                    "output",
                    "batch_input",
                    "batch_output",
                    "optimization",
                    "dynamic_batching",
                    "sequence_batching",
                    "ensemble_scheduling",
                    "instance_group",
                    "default_model_filename",
                    "cc_model_filenames",
                    "metric_tags",
                    "parameters",
                    "model_warmup",
                    "model_operations",
                    "model_transaction_policy",
                    "model_repository_agents",
                    "response_cache",
                    "model_metrics");

    /** Known, and meaning something that this server cannot do: better refused than ignored. */
    private static final Set<String> UNSUPPORTED =
            Set.of(
                    "batch_input",
                    "batch_output",
                    "sequence_batching",
                    "ensemble_scheduling",
                    "model_repository_agents");

    ModelConfig {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    boolean batching() {
        return maxBatchSize > 0;
    }

    ModelConfig withTensors(
            int batch, List<TensorSpec> completedInputs, List<TensorSpec> completedOutputs) {
        return new ModelConfig(
                name,
                batch,
                completedInputs,
                completedOutputs,
                versionPolicy,
                modelFilename,
                intraOpThreads);
    }

    /**
     * Reads a configuration.
     *
     * @param folder name of the model's folder, which the configuration may repeat but not
     *     contradict
     * @param text the file's content; empty where there is no file
     */
    static ModelConfig read(String folder, String text) throws ConfigException {
        TextMessage config = TextFormatReader.read(text);
        for (String field : config.names()) {
            if (!KNOWN.contains(field)) {
                throw new ConfigException(
                        "Message type \"inference.ModelConfig\" has no field named \""
                                + field
                                + "\".");
            }
            if (UNSUPPORTED.contains(field)) {
                throw new ConfigException("this server does not support '" + field + "'");
            }
        }
        String name = config.scalar("name").orElse(folder);
        if (!name.equals(folder)) {
            throw new ConfigException(
                    "unexpected directory name '"
                            + folder
                            + "' for model '"
                            + name
                            + "', directory name must equal model name");
        }
        requireOnnx(name, config);
        long maxBatchSize = config.number("max_batch_size", 0);
        if (maxBatchSize < 0) {
            throw new ConfigException("'max_batch_size' must be non-negative value for " + name);
        }
        return new ModelConfig(
                name,
                Math.toIntExact(maxBatchSize),
                tensors(config, "input", maxBatchSize),
                tensors(config, "output", maxBatchSize),
                VersionPolicy.read(config.message("version_policy")),
                config.scalar("default_model_filename").orElse("model.onnx"),
                threads(config));
    }

    private static void requireOnnx(String name, TextMessage config) throws ConfigException {
        String backend = config.scalar("backend").orElse(BACKEND);
        String platform = config.scalar("platform").orElse(PLATFORM);
        if (!backend.equals(BACKEND) || !platform.equals(PLATFORM)) {
            throw new ConfigException(
                    "unable to find backend library for backend '"
                            + (backend.equals(BACKEND) ? platform : backend)
                            + "', model '"
                            + name
                            + "': this server has "
                            + BACKEND);
        }
    }

    private static List<TensorSpec> tensors(TextMessage config, String field, long maxBatchSize)
            throws ConfigException {
        List<TensorSpec> tensors = new ArrayList<>();
        for (TextMessage tensor : config.messages(field)) {
            String name = tensor.scalar("name").orElse("");
            if (name.isEmpty()) {
                throw new ConfigException("model " + field + " must specify 'name'");
            }
            String type = tensor.scalar("data_type").orElse("TYPE_INVALID");
            Optional<DataType> known = DataType.ofConfig(type);
            if (known.isEmpty()) {
                throw new ConfigException(
                        "model " + field + " '" + name + "': this server has no data_type " + type);
            }
            List<Long> dims = tensor.numbers("dims");
            if (dims.isEmpty() && maxBatchSize == 0) {
                throw new ConfigException("model " + field + " '" + name + "' must specify 'dims'");
            }
            if (tensor.has("reshape")) {
                throw new ConfigException("this server does not support 'reshape'");
            }
            tensors.add(new TensorSpec(name, known.get(), dims));
        }
        return tensors;
    }

    /** The ONNX Runtime back end reads its thread count from a parameter of this name. */
    private static int threads(TextMessage config) throws ConfigException {
        for (TextMessage entry : config.messages("parameters")) {
            Optional<TextMessage> value = entry.message("value");
            if (entry.scalar("key").orElse("").equals("intra_op_thread_count")
                    && value.isPresent()) {
                return Math.toIntExact(value.get().number("string_value", 0));
            }
        }
        return 0;
    }
}
