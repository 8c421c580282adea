package org.radbridge.inference.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.radbridge.devstack.part.Ports;
import org.radbridge.devstack.suite.Installation;
import org.radbridge.devstack.suite.ProcessSpec;
import org.radbridge.devstack.suite.RunningProcess;

/**
 * The inference server and the stand-in for the ingest-service, for a Quarkus test; shared by all
 * test classes of the JVM. Tests find them by system properties, since Quarkus loads their classes
 * anew for each application.
 */
public final class InferenceParts implements QuarkusTestResourceLifecycleManager {
    private static final String KEPT = "radbridge.testing.inference.";

    @Override
    public Map<String, String> start() {
        if (System.getProperty(KEPT + "folder") == null) {
            startParts();
        }
        return Map.of(
                "radbridge.models.repository", repository().toString(),
                "radbridge.triton.endpoints", "localhost:" + kept("grpc"),
                "radbridge.triton.reconnect-longest", "1s",
                "radbridge.ingest.url", kept("wado"),
                "radbridge.runs.retry-first", "200ms",
                "radbridge.runs.retry-longest", "1s",
                "radbridge.runs.batch-size", "5");
    }

    /** The parts end with the JVM. */
    @Override
    public void stop() {}

    private static void startParts() {
        try {
            Path folder = Files.createTempDirectory("radbridge-inference");
            Files.createDirectories(folder.resolve("studies"));
            System.setProperty(KEPT + "folder", folder.toString());
            copy(Installation.find().modelRepository(), repository());
            Ports ports = new Ports();
            System.setProperty(KEPT + "grpc", Integer.toString(ports.any()));
            System.setProperty(KEPT + "http", Integer.toString(ports.any()));
            System.setProperty(KEPT + "wado", WadoResponder.start(studies()).url());
            RunningProcess server = server();
            server.launch();
            server.awaitHealthy();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The inference server's process: {@code kill()}, {@code launch()}, {@code awaitHealthy()}. */
    public static RunningProcess server() {
        Path folder = Path.of(kept("folder"));
        List<String> arguments =
                List.of(
                        "--state", folder.resolve("server").toString(),
                        "--model-repository", repository().toString(),
                        "--grpc-port", kept("grpc"),
                        "--http-port", kept("http"),
                        "--parent-pid", Long.toString(ProcessHandle.current().pid()));
        ProcessSpec spec =
                new ProcessSpec(
                        "inference-server",
                        Installation.find()
                                .partCommand(
                                        "org.radbridge.devstack.inference.InferenceServerPart",
                                        "128m",
                                        arguments),
                        Map.of(),
                        URI.create("http://localhost:" + kept("http") + "/v2/health/ready"),
                        Set.of(),
                        Duration.ofSeconds(60),
                        Map.of());
        return new RunningProcess(spec, folder);
    }

    /** The models that server and service read; tests may add some. */
    public static Path repository() {
        return Path.of(kept("folder")).resolve("models");
    }

    /** What the stand-in for the ingest-service holds, as study/series/instance.dcm. */
    public static Path studies() {
        return Path.of(kept("folder")).resolve("studies");
    }

    /** Lets the stand-in for the ingest-service answer 503, or lets it answer again. */
    public static void ingestIsDown(boolean down) throws IOException {
        Path mark = studies().resolve("down");
        if (down) {
            Files.createFile(mark);
        } else {
            Files.delete(mark);
        }
    }

    /** Adds a model: a copy of another one, with its card changed. */
    public static void addModel(String name, String original, Map<String, String> cardChanges)
            throws IOException {
        Path model = repository().resolve(name);
        copy(repository().resolve(original), model);
        replace(model.resolve("config.pbtxt"), Map.of(original, name));
        replace(model.resolve("model-card.yaml"), Map.of("name: " + original, "name: " + name));
        replace(model.resolve("model-card.yaml"), cardChanges);
    }

    private static void replace(Path file, Map<String, String> changes) throws IOException {
        String text = Files.readString(file);
        for (Map.Entry<String, String> change : changes.entrySet()) {
            if (!text.contains(change.getKey())) {
                throw new IllegalArgumentException(file + " has no " + change.getKey());
            }
            text = text.replace(change.getKey(), change.getValue());
        }
        Files.writeString(file, text);
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> tree = Files.walk(from)) {
            tree.forEach(all::add);
        }
        for (Path path : all) {
            Path target = to.resolve(from.relativize(path).toString());
            if (Files.isDirectory(path)) {
                Files.createDirectories(target);
            } else {
                Files.copy(path, target);
            }
        }
    }

    private static String kept(String name) {
        return System.getProperty(KEPT + name);
    }
}
