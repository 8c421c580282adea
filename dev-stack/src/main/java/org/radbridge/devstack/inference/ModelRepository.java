package org.radbridge.devstack.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.radbridge.devstack.inference.ServedModel.Version;

/**
 * A folder in Triton's layout, loaded once: {@code model/config.pbtxt} and {@code
 * model/version/model.onnx}. A model that cannot be loaded is kept with the reason; the others are
 * served.
 */
final class ModelRepository implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ModelRepository.class.getName());

    private final SortedMap<String, ServedModel> models;

    private ModelRepository(SortedMap<String, ServedModel> models) {
        this.models = models;
    }

    static ModelRepository load(Path folder) throws IOException {
        SortedMap<String, ServedModel> models = new TreeMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.filter(Files::isDirectory).sorted().toList()) {
                ServedModel model = loadModel(entry);
                models.put(model.name(), model);
                report(model);
            }
        }
        return new ModelRepository(models);
    }

    private static ServedModel loadModel(Path folder) throws IOException {
        String name = String.valueOf(folder.getFileName());
        SortedMap<Long, Version> versions = new TreeMap<>();
        try {
            Path file = folder.resolve("config.pbtxt");
            ModelConfig config =
                    ModelConfig.read(name, Files.exists(file) ? Files.readString(file) : "");
            List<Long> chosen = config.versionPolicy().choose(versionFolders(folder));
            for (long version : chosen) {
                Path model = folder.resolve(Long.toString(version)).resolve(config.modelFilename());
                versions.put(version, loadVersion(model, config));
            }
            String reason =
                    chosen.isEmpty()
                            ? "at least one version must be available under the version policy of model '"
                                    + name
                                    + "'"
                            : "";
            return new ServedModel(name, versions, reason);
        } catch (ConfigException e) {
            return new ServedModel(name, versions, String.valueOf(e.getMessage()));
        }
    }

    private static Version loadVersion(Path model, ModelConfig config) {
        if (!Files.exists(model)) {
            return new Version.Unavailable(
                    "unable to find '" + model + "' for model '" + config.name() + "'");
        }
        try {
            return new Version.Ready(OnnxModel.load(model, config));
        } catch (ConfigException e) {
            return new Version.Unavailable(String.valueOf(e.getMessage()));
        }
    }

    /** Folders named by a number without leading zero; whatever else lies there is left alone. */
    private static List<Long> versionFolders(Path folder) throws IOException {
        List<Long> versions = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.filter(Files::isDirectory).toList()) {
                String name = String.valueOf(entry.getFileName());
                if (name.matches("[1-9][0-9]{0,17}")) {
                    versions.add(Long.parseLong(name));
                }
            }
        }
        return versions;
    }

    private static void report(ServedModel model) {
        if (!model.reason().isEmpty()) {
            LOG.log(System.Logger.Level.ERROR, "{0}: {1}", model.name(), model.reason());
        }
        for (Map.Entry<Long, Version> version : model.versions().entrySet()) {
            switch (version.getValue()) {
                case Version.Ready _ ->
                        LOG.log(
                                System.Logger.Level.INFO,
                                "{0} version {1}: READY",
                                model.name(),
                                version.getKey());
                case Version.Unavailable(String reason) ->
                        LOG.log(
                                System.Logger.Level.ERROR,
                                "{0} version {1}: UNAVAILABLE: {2}",
                                model.name(),
                                version.getKey(),
                                reason);
            }
        }
    }

    List<ServedModel> all() {
        return List.copyOf(models.values());
    }

    Optional<ServedModel> find(String name) {
        return Optional.ofNullable(models.get(name));
    }

    /** Triton's strict readiness: every model of the repository can be asked. */
    boolean ready() {
        return models.values().stream().allMatch(ServedModel::ready);
    }

    @Override
    public void close() {
        for (ServedModel model : models.values()) {
            for (Version version : model.versions().values()) {
                if (version instanceof Version.Ready(OnnxModel loaded)) {
                    loaded.close();
                }
            }
        }
    }
}
