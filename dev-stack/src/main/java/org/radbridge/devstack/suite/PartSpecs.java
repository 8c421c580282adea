package org.radbridge.devstack.suite;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How each backing part is started from an installation. */
public final class PartSpecs {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final Installation installation;
    private final Path state;

    /**
     * @param state folder under which each part keeps a folder of its own
     */
    public PartSpecs(Installation installation, Path state) {
        this.installation = installation;
        this.state = state;
    }

    /** PostgreSQL with these databases. */
    public ProcessSpec postgres(int port, int healthPort, List<String> more) {
        List<String> arguments = stateOf("postgres");
        arguments.addAll(List.of("--port", Integer.toString(port)));
        arguments.addAll(List.of("--health-port", Integer.toString(healthPort)));
        arguments.addAll(List.of("--binaries", installation.postgresBinaries().toString()));
        arguments.addAll(more);
        return new ProcessSpec(
                "postgres",
                installation.partCommand(
                        "org.radbridge.devstack.postgres.PostgresPart", "32m", arguments),
                Map.of(),
                healthAt(healthPort),
                Set.of(),
                START_LIMIT,
                Map.of("postgresql", port));
    }

    /** Kafka with the suite's topics. */
    public ProcessSpec kafka(int port, int controllerPort, int healthPort, List<String> more) {
        List<String> arguments = stateOf("kafka");
        arguments.addAll(List.of("--port", Integer.toString(port)));
        arguments.addAll(List.of("--controller-port", Integer.toString(controllerPort)));
        arguments.addAll(List.of("--health-port", Integer.toString(healthPort)));
        arguments.addAll(more);
        return new ProcessSpec(
                "kafka",
                installation.partCommand(
                        "org.radbridge.devstack.kafka.KafkaPart", "192m", arguments),
                Map.of(),
                healthAt(healthPort),
                Set.of(),
                START_LIMIT,
                Map.of("kafka", port));
    }

    private List<String> stateOf(String part) {
        return new ArrayList<>(List.of("--state", state.resolve(part).toString()));
    }

    private static URI healthAt(int port) {
        return URI.create("http://localhost:" + port + "/health");
    }
}
