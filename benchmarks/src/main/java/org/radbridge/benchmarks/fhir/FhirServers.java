package org.radbridge.benchmarks.fhir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.radbridge.benchmarks.ingest.peer.BenchmarkPolicy;
import org.radbridge.benchmarks.ingest.peer.Probes;
import org.radbridge.benchmarks.ingest.peer.TokenIssuer;
import org.radbridge.benchmarks.ingest.process.ServerProcess;
import org.radbridge.contracts.AccessAction;
import org.radbridge.devstack.part.Ports;
import org.radbridge.devstack.suite.Installation;
import org.radbridge.devstack.suite.Installation.Compiler;
import org.radbridge.devstack.suite.PartSpecs;
import org.radbridge.devstack.suite.RunningProcess;

/**
 * The servers and what they need: one PostgreSQL for all, and Kafka for Radbridge's events. HAPI's
 * runs twice, as it comes and with its own validation, of which the second is started when asked
 * for.
 */
final class FhirServers implements AutoCloseable {
    private static final String MODULE = "fhir-mapper-service";
    private static final String HEAP = "640m";
    private static final String PEER_HEAP = "-Xmx2g";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> TYPES =
            List.of(
                    "Patient",
                    "Device",
                    "ImagingStudy",
                    "Observation",
                    "DiagnosticReport",
                    "Provenance");

    private final RunningProcess postgres;
    private final RunningProcess kafka;
    private final TokenIssuer issuer;
    private final int radbridgePort;
    private final int postgresPort;
    private final Ports ports;
    private final Installation installation;
    private final Path folder;
    private @Nullable ServerProcess radbridge;
    private final List<ServerProcess> peers = new ArrayList<>();

    private FhirServers(
            RunningProcess postgres,
            int postgresPort,
            RunningProcess kafka,
            Ports ports,
            Installation installation,
            Path folder)
            throws IOException {
        this.postgresPort = postgresPort;
        this.ports = ports;
        this.installation = installation;
        this.folder = folder;
        this.postgres = postgres;
        this.kafka = kafka;
        this.issuer = TokenIssuer.start();
        this.radbridgePort = ports.any();
    }

    static FhirServers start(Installation installation, Path folder)
            throws IOException, InterruptedException {
        installation.requireParts();
        installation.requireService(MODULE);
        Ports ports = new Ports();
        PartSpecs specs = PartSpecs.endingWithThisProcess(installation, folder);
        int postgresPort = ports.any();
        int kafkaPort = ports.any();
        RunningProcess postgres =
                new RunningProcess(
                        specs.postgres(
                                postgresPort,
                                ports.any(),
                                List.of("--databases", "fhirmapper,hapi,validating")),
                        folder);
        RunningProcess kafka =
                new RunningProcess(
                        specs.kafka(kafkaPort, ports.any(), ports.any(), List.of()), folder);
        FhirServers servers =
                new FhirServers(postgres, postgresPort, kafka, ports, installation, folder);
        try {
            postgres.launch();
            kafka.launch();
            postgres.awaitHealthy();
            kafka.awaitHealthy();
            BenchmarkPolicy.publish(
                    "localhost:" + kafkaPort, TYPES, Arrays.asList(AccessAction.values()));
            servers.startRadbridge(kafkaPort);
            return servers;
        } catch (IOException | InterruptedException | RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    private void startRadbridge(int kafkaPort) throws IOException, InterruptedException {
        Map<String, String> settings = new TreeMap<>();
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.http.port", Integer.toString(radbridgePort));
        settings.put("radbridge.database.host", "localhost");
        settings.put("radbridge.database.port", Integer.toString(postgresPort));
        settings.put("radbridge.database.name", "fhirmapper");
        settings.put("radbridge.database.user", "fhirmapper");
        settings.put("radbridge.database.password", "fhirmapper");
        settings.put("radbridge.kafka.bootstrap", "localhost:" + kafkaPort);
        settings.put("radbridge.oidc.issuer", issuer.issuer());
        settings.put("radbridge.fhir.base", "http://127.0.0.1:" + radbridgePort + "/fhir");
        radbridge =
                ServerProcess.start(
                        MODULE,
                        folder,
                        installation.serviceCommand(
                                MODULE,
                                HEAP,
                                Compiler.THOROUGH,
                                settings.entrySet().stream()
                                        .map(e -> "-D" + e.getKey() + "=" + e.getValue())
                                        .toList()),
                        () ->
                                Probes.answers(
                                        "http://127.0.0.1:" + radbridgePort + "/q/health/ready"));
    }

    private FhirServer startPeer(String name, String database, boolean validating)
            throws IOException, InterruptedException {
        int port = ports.any();
        Path target = installation.root().resolve("ehr-peer/target");
        if (!Files.isDirectory(target.resolve("lib"))) {
            throw new IOException(target + "/lib is missing. Next: ./mvnw package -pl ehr-peer");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(PEER_HEAP);
        command.add("-XX:+UseSerialGC");
        command.add("-cp");
        command.add(target.resolve("classes") + ":" + target.resolve("lib") + "/*");
        command.add("org.radbridge.ehrpeer.EhrPeer");
        command.add("--port=" + port);
        command.add("--jdbc-url=jdbc:postgresql://localhost:" + postgresPort + "/" + database);
        command.add("--user=" + database);
        command.add("--password=" + database);
        command.add("--validating=" + validating);
        command.add("--parent-pid=" + ProcessHandle.current().pid());
        peers.add(
                ServerProcess.start(
                        "ehr-peer-" + database,
                        folder,
                        command,
                        () -> Probes.answers("http://localhost:" + port + "/health")));
        return new FhirServer(name, port, "");
    }

    FhirServer radbridge() throws IOException {
        return new FhirServer(
                "Radbridge", radbridgePort, "Bearer " + issuer.token(BenchmarkPolicy.ROLE));
    }

    /** HAPI's server as it comes. */
    FhirServer hapi() throws IOException, InterruptedException {
        return startPeer("HAPI JPA", "hapi", false);
    }

    /** HAPI's server with its own validation of what is written. */
    FhirServer validatingHapi() throws IOException, InterruptedException {
        return startPeer("HAPI JPA, validating", "validating", true);
    }

    @Override
    public void close() {
        peers.forEach(ServerProcess::close);
        if (radbridge != null) {
            radbridge.close();
        }
        kafka.stop(PATIENCE);
        postgres.stop(PATIENCE);
        issuer.close();
    }
}
