package org.radbridge.devstack.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radbridge.devstack.part.DeletedTree;
import org.radbridge.devstack.part.Ports;
import org.radbridge.devstack.suite.Installation;
import org.radbridge.devstack.suite.PartSpecs;
import org.radbridge.devstack.suite.ProcessSpec;
import org.radbridge.devstack.suite.RunningProcess;
import org.radbridge.devstack.suite.SuiteException;

/**
 * PostgreSQL and Kafka for integration tests, each a process of its own.
 *
 * <pre>
 * try (BackingParts parts = BackingParts.with().postgres("ingest").kafka().start()) {
 *     … parts.postgresPort(), parts.kafkaBootstrap() …
 * }
 * </pre>
 *
 * <p>Role and password of a database are its name. Topics of the suite exist; others are created on
 * first use. Without {@link #close} the parts end with the JVM, even when it is killed.
 */
public final class BackingParts implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final int postgresPort;
    private final int kafkaPort;
    private final @Nullable RunningProcess postgres;
    private final @Nullable RunningProcess kafka;

    private BackingParts(Choice choice) {
        try {
            folder = Files.createTempDirectory("radbridge-parts");
        } catch (IOException e) {
            throw new SuiteException("Cannot create a folder for the parts", e);
        }
        Ports ports = new Ports();
        Installation installation = Installation.find();
        installation.requireParts();
        PartSpecs specs = PartSpecs.endingWithThisProcess(installation, folder);
        postgresPort = ports.any();
        kafkaPort = ports.any();
        if (choice.databases.isEmpty()) {
            postgres = null;
        } else {
            String databases = String.join(",", choice.databases);
            List<String> more = List.of("--databases", databases, "--volatile");
            postgres = process(specs.postgres(postgresPort, ports.any(), more));
        }
        if (choice.kafka) {
            List<String> more = List.of("--auto-create-topics");
            kafka = process(specs.kafka(kafkaPort, ports.any(), ports.any(), more));
        } else {
            kafka = null;
        }
    }

    /** Names the parts to start. */
    public static Choice with() {
        return new Choice();
    }

    private RunningProcess process(ProcessSpec spec) {
        return new RunningProcess(spec, folder);
    }

    private void startAll() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "backing-parts"));
        processes().forEach(RunningProcess::launch);
        processes().forEach(RunningProcess::awaitHealthy);
    }

    private List<RunningProcess> processes() {
        List<RunningProcess> all = new ArrayList<>();
        if (postgres != null) {
            all.add(postgres);
        }
        if (kafka != null) {
            all.add(kafka);
        }
        return all;
    }

    public String host() {
        return "localhost";
    }

    public int postgresPort() {
        requireStarted(postgres, "postgres");
        return postgresPort;
    }

    /** Kafka's {@code bootstrap.servers}. */
    public String kafkaBootstrap() {
        requireStarted(kafka, "kafka");
        return "localhost:" + kafkaPort;
    }

    /**
     * For tests that take PostgreSQL away: {@code kill()}, {@code launch()}, {@code
     * awaitHealthy()}.
     */
    public RunningProcess postgresProcess() {
        return requireStarted(postgres, "postgres");
    }

    /** For tests that take Kafka away. */
    public RunningProcess kafkaProcess() {
        return requireStarted(kafka, "kafka");
    }

    private static RunningProcess requireStarted(@Nullable RunningProcess process, String name) {
        if (process == null) {
            throw new IllegalStateException("These backing parts were started without " + name);
        }
        return process;
    }

    /** Stops the parts and deletes all they kept. */
    @Override
    public synchronized void close() {
        processes().forEach(process -> process.stop(PATIENCE));
        try {
            DeletedTree.delete(folder);
        } catch (IOException e) {
            throw new SuiteException("Cannot delete " + folder, e);
        }
    }

    /** Which parts a test wants. */
    public static final class Choice {

        private final List<String> databases = new ArrayList<>();
        private boolean kafka;

        private Choice() {}

        /** PostgreSQL with these databases. */
        public Choice postgres(String... names) {
            databases.addAll(List.of(names));
            return this;
        }

        /** Kafka. */
        public Choice kafka() {
            kafka = true;
            return this;
        }

        /** Starts them side by side; returns when all can be used. */
        public BackingParts start() {
            BackingParts parts = new BackingParts(this);
            try {
                parts.startAll();
                return parts;
            } catch (SuiteException e) {
                parts.close();
                throw e;
            }
        }
    }
}
