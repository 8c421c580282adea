package org.radbridge.fhirmapper.process;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.radbridge.devstack.part.Ports;
import org.radbridge.devstack.suite.Installation;
import org.radbridge.devstack.suite.Installation.Compiler;
import org.radbridge.devstack.suite.ProcessSpec;
import org.radbridge.devstack.suite.RunningProcess;

/** The packaged mapper as a process of its own, so that a test can take it away. */
final class MapperProcess implements AutoCloseable {
    private static final Duration TIME_TO_START = Duration.ofSeconds(90);

    private final RunningProcess process;

    /** Starts it with this configuration. */
    MapperProcess(Path folder, Map<String, String> config) {
        int port = new Ports().any();
        List<String> properties =
                new ArrayList<>(
                        config.entrySet().stream()
                                .map(e -> "-D" + e.getKey() + "=" + e.getValue())
                                .toList());
        properties.add("-Dquarkus.http.port=" + port);
        process =
                new RunningProcess(
                        new ProcessSpec(
                                "fhir-mapper-service",
                                Installation.find()
                                        .serviceCommand(
                                                "fhir-mapper-service",
                                                "640m",
                                                Compiler.QUICK,
                                                properties),
                                Map.of(),
                                URI.create("http://localhost:" + port + "/q/health/ready"),
                                Set.of(),
                                TIME_TO_START,
                                Map.of("http", port)),
                        folder);
        start();
    }

    /** Starts it again on the same database and port. */
    void start() {
        process.launch();
        process.awaitHealthy();
    }

    /** {@code kill -9}. */
    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.stop(Duration.ofSeconds(10));
    }
}
