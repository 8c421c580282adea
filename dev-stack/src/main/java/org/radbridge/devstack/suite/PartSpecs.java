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

    /** The first start unpacks and builds the distribution. */
    private static final Duration KEYCLOAK_START_LIMIT = Duration.ofMinutes(6);

    private final Installation installation;
    private final Installation programs;
    private final Path state;
    private final List<String> everywhere;

    /**
     * Parts that run on after whoever started them.
     *
     * @param programs where their classes are
     */
    PartSpecs(Installation installation, Installation programs, Path state) {
        this(installation, programs, state, List.of());
    }

    private PartSpecs(
            Installation installation, Installation programs, Path state, List<String> everywhere) {
        this.installation = installation;
        this.programs = programs;
        this.state = state;
        this.everywhere = everywhere;
    }

    /**
     * Parts that end with this JVM, however it ends.
     *
     * @param state folder under which each part keeps a folder of its own
     */
    public static PartSpecs endingWithThisProcess(Installation installation, Path state) {
        String parent = Long.toString(ProcessHandle.current().pid());
        return new PartSpecs(installation, installation, state, List.of("--parent-pid", parent));
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
                programs.partCommand(
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
                programs.partCommand("org.radbridge.devstack.kafka.KafkaPart", "192m", arguments),
                Map.of(),
                healthAt(healthPort),
                Set.of(),
                START_LIMIT,
                Map.of("kafka", port));
    }

    /** Keycloak with the realm; needs PostgreSQL. */
    public ProcessSpec keycloak(int port, int postgresPort) {
        Path distribution = installation.devStackTarget().resolve("keycloak");
        List<String> arguments = stateOf("keycloak");
        arguments.addAll(List.of("--port", Integer.toString(port)));
        arguments.addAll(List.of("--database-port", Integer.toString(postgresPort)));
        arguments.addAll(
                List.of("--distribution", distribution.resolve("keycloak.zip").toString()));
        arguments.addAll(List.of("--home", distribution.resolve("home").toString()));
        return new ProcessSpec(
                "keycloak",
                programs.partCommand(
                        "org.radbridge.devstack.keycloak.KeycloakPart", "32m", arguments),
                Map.of(),
                URI.create("http://localhost:" + port + "/realms/radbridge"),
                Set.of("postgres"),
                KEYCLOAK_START_LIMIT,
                Map.of("http", port));
    }

    /** The Open Inference Protocol server over a model repository. */
    public ProcessSpec inferenceServer(int grpcPort, int httpPort, Path models) {
        List<String> arguments = stateOf("inference-server");
        arguments.addAll(List.of("--grpc-port", Integer.toString(grpcPort)));
        arguments.addAll(List.of("--http-port", Integer.toString(httpPort)));
        arguments.addAll(List.of("--model-repository", models.toString()));
        return new ProcessSpec(
                "inference-server",
                programs.partCommand(
                        "org.radbridge.devstack.inference.InferenceServerPart", "128m", arguments),
                Map.of(),
                URI.create("http://localhost:" + httpPort + "/v2/health/ready"),
                Set.of(),
                START_LIMIT,
                Map.of("grpc", grpcPort, "http", httpPort));
    }

    /** The PACS peer. */
    public ProcessSpec pacs(int dimsePort, int httpPort) {
        List<String> arguments = stateOf("pacs");
        arguments.addAll(List.of("--dimse-port", Integer.toString(dimsePort)));
        arguments.addAll(List.of("--http-port", Integer.toString(httpPort)));
        return new ProcessSpec(
                "pacs",
                programs.partCommand("org.radbridge.devstack.pacs.PacsPart", "128m", arguments),
                Map.of(),
                healthAt(httpPort),
                Set.of(),
                START_LIMIT,
                Map.of("dimse", dimsePort, "http", httpPort));
    }

    /** The on-call endpoint. */
    public ProcessSpec onCall(int port) {
        List<String> arguments = stateOf("on-call");
        arguments.addAll(List.of("--port", Integer.toString(port)));
        return new ProcessSpec(
                "on-call",
                programs.partCommand("org.radbridge.devstack.oncall.OnCallPart", "48m", arguments),
                Map.of(),
                healthAt(port),
                Set.of(),
                START_LIMIT,
                Map.of("http", port));
    }

    /** The EHR peer. */
    public ProcessSpec ehr(int mllpPort, int httpPort) {
        List<String> arguments = stateOf("ehr");
        arguments.addAll(List.of("--mllp-port", Integer.toString(mllpPort)));
        arguments.addAll(List.of("--http-port", Integer.toString(httpPort)));
        return new ProcessSpec(
                "ehr",
                programs.partCommand("org.radbridge.devstack.ehr.EhrPart", "48m", arguments),
                Map.of(),
                healthAt(httpPort),
                Set.of(),
                START_LIMIT,
                Map.of("mllp", mllpPort, "http", httpPort));
    }

    private List<String> stateOf(String part) {
        List<String> arguments = new ArrayList<>(everywhere);
        arguments.addAll(List.of("--state", state.resolve(part).toString()));
        return arguments;
    }

    private static URI healthAt(int port) {
        return URI.create("http://localhost:" + port + "/health");
    }
}
