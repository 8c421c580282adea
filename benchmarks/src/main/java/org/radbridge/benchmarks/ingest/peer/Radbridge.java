package org.radbridge.benchmarks.ingest.peer;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.radbridge.benchmarks.ingest.process.ProcessTree;
import org.radbridge.benchmarks.ingest.process.ServerProcess;
import org.radbridge.contracts.AccessAction;
import org.radbridge.devstack.part.Ports;
import org.radbridge.devstack.suite.Installation;
import org.radbridge.devstack.suite.Installation.Compiler;
import org.radbridge.devstack.suite.PartSpecs;
import org.radbridge.devstack.suite.RunningProcess;

/**
 * The packaged ingest-service with encryption and index on, as {@code ./radbridge up} runs it, with
 * a durable PostgreSQL and Kafka of its own. No study is closed while others are measured.
 */
final class Radbridge implements Peer {

    /** What the dev stack gives the service. */
    private static final String HEAP = "320m";

    private static final String MODULE = "ingest-service";
    private static final String DATABASE = "ingest";
    private static final String AE_TITLE = "RADBRIDGE";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RunningProcess postgres;
    private final RunningProcess kafka;
    private final TokenIssuer issuer;
    private final int dimsePort;
    private final int httpPort;
    private @Nullable ServerProcess service;

    private Radbridge(RunningProcess postgres, RunningProcess kafka, Ports ports)
            throws IOException {
        this.postgres = postgres;
        this.kafka = kafka;
        this.issuer = TokenIssuer.start();
        this.dimsePort = ports.any();
        this.httpPort = ports.any();
    }

    /**
     * Starts all that it needs, too.
     *
     * @param recording where a flight recording of the service goes in the end; null for none
     */
    static Radbridge start(
            Installation installation, Path folder, Ports ports, @Nullable Path recording)
            throws IOException, InterruptedException {
        installation.requireParts();
        installation.requireService(MODULE);
        PartSpecs specs = PartSpecs.endingWithThisProcess(installation, folder);
        int postgresPort = ports.any();
        int kafkaPort = ports.any();
        RunningProcess postgres =
                new RunningProcess(
                        specs.postgres(postgresPort, ports.any(), List.of("--databases", DATABASE)),
                        folder);
        RunningProcess kafka =
                new RunningProcess(
                        specs.kafka(kafkaPort, ports.any(), ports.any(), List.of()), folder);
        Radbridge radbridge = new Radbridge(postgres, kafka, ports);
        try {
            postgres.launch();
            kafka.launch();
            postgres.awaitHealthy();
            kafka.awaitHealthy();
            BenchmarkPolicy.publish(
                    "localhost:" + kafkaPort,
                    List.of("store", "instance"),
                    List.of(AccessAction.READ));
            radbridge.startService(installation, folder, postgresPort, kafkaPort, recording);
            return radbridge;
        } catch (IOException | InterruptedException | RuntimeException e) {
            radbridge.close();
            throw e;
        }
    }

    private void startService(
            Installation installation,
            Path folder,
            int postgresPort,
            int kafkaPort,
            @Nullable Path recording)
            throws IOException, InterruptedException {
        List<String> definitions = new ArrayList<>();
        settings(folder, postgresPort, kafkaPort)
                .forEach((key, value) -> definitions.add("-D" + key + "=" + value));
        if (recording != null) {
            definitions.add(
                    "-XX:StartFlightRecording=dumponexit=true,settings=profile,filename="
                            + recording);
        }
        service =
                ServerProcess.start(
                        MODULE,
                        folder,
                        installation.serviceCommand(MODULE, HEAP, Compiler.THOROUGH, definitions),
                        () -> Probes.answers("http://127.0.0.1:" + httpPort + "/q/health/ready"));
    }

    private Map<String, String> settings(Path folder, int postgresPort, int kafkaPort) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.http.port", Integer.toString(httpPort));
        settings.put("radbridge.database.host", "localhost");
        settings.put("radbridge.database.port", Integer.toString(postgresPort));
        settings.put("radbridge.database.name", DATABASE);
        settings.put("radbridge.database.user", DATABASE);
        settings.put("radbridge.database.password", DATABASE);
        settings.put("radbridge.kafka.bootstrap", "localhost:" + kafkaPort);
        settings.put("radbridge.oidc.issuer", issuer.issuer());
        settings.put("radbridge.dimse.host", "127.0.0.1");
        settings.put("radbridge.dimse.port", Integer.toString(dimsePort));
        settings.put("radbridge.dimse.callers", DimseAddress.CALLING_AE_TITLE);
        settings.put("radbridge.storage.path", folder.resolve("objects").toString());
        settings.put("radbridge.storage.keys.file", folder.resolve("keys.json").toString());
        settings.put("radbridge.storage.keys.create", "true");
        settings.put("radbridge.study.quiet-period", "PT2H");
        return settings;
    }

    @Override
    public PeerName name() {
        return PeerName.RADBRIDGE;
    }

    @Override
    public DimseAddress dimse() {
        return new DimseAddress("127.0.0.1", dimsePort, AE_TITLE);
    }

    @Override
    public Optional<WebAddress> web() {
        try {
            return Optional.of(
                    new WebAddress(
                            URI.create("http://127.0.0.1:" + httpPort + "/dicom-web"),
                            "Bearer " + issuer.token(BenchmarkPolicy.ROLE)));
        } catch (IOException e) {
            throw new IllegalStateException("this JDK cannot sign", e);
        }
    }

    @Override
    public ProcessTree server() {
        if (service == null) {
            throw new IllegalStateException("the service was not started");
        }
        return service.tree();
    }

    @Override
    public Optional<ProcessTree> database() {
        return postgres.handle().map(ProcessTree::new);
    }

    @Override
    public boolean warmsUp() {
        return true;
    }

    @Override
    public void tidy() {}

    @Override
    public void close() {
        if (service != null) {
            service.close();
        }
        kafka.stop(PATIENCE);
        postgres.stop(PATIENCE);
        issuer.close();
    }
}
