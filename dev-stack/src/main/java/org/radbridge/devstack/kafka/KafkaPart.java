package org.radbridge.devstack.kafka;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.radbridge.devstack.part.HealthEndpoint;
import org.radbridge.devstack.part.Options;
import org.radbridge.devstack.part.Part;
import org.radbridge.devstack.part.PartProcess;

/** Part {@code kafka}: a broker with the suite's topics. */
public final class KafkaPart implements Part {

    private static final int ANSWER_LIMIT_SECONDS = 5;
    private static final int START_LIMIT_SECONDS = 60;

    private final Path state;
    private final int port;
    private final int healthPort;
    private final BrokerSettings settings;
    private final CompletableFuture<String> failed = new CompletableFuture<>();
    private @Nullable KafkaRaftServer server;
    private @Nullable Admin admin;
    private @Nullable HealthEndpoint health;
    private boolean closed;

    KafkaPart(Options options) {
        this.state = options.path("state");
        this.port = options.port("port");
        this.healthPort = options.port("health-port");
        this.settings =
                new BrokerSettings(
                        state.resolve("log"),
                        port,
                        options.port("controller-port"),
                        options.on("auto-create-topics"));
    }

    static Options options() {
        return PartProcess.options("kafka", "Kafka broker and controller with the suite's topics")
                .option("port", "19092", "TCP port for clients")
                .option("controller-port", "19093", "TCP port of the controller")
                .option("health-port", "19094", "TCP port of GET /health")
                .flag("auto-create-topics", "create topics on first use: for tests only");
    }

    public static void main(String... arguments) {
        PartProcess.run(options(), KafkaPart::new, arguments);
    }

    @Override
    public void start() throws Exception {
        Files.createDirectories(state);
        format();
        startServer();
        createTopics();
        health = HealthEndpoint.serve(healthPort, this::healthy);
    }

    /** Gives an empty log folder its cluster id; a folder that has one is left as it is. */
    private void format() throws IOException {
        if (Files.exists(settings.log().resolve("meta.properties"))) {
            return;
        }
        Path file = state.resolve("server.properties");
        Properties properties = new Properties();
        properties.putAll(settings.properties());
        try (var out = Files.newBufferedWriter(file)) {
            properties.store(out, "Written at each start by the kafka part");
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        String[] command = {
            "format",
            "--ignore-formatted",
            "--cluster-id",
            Uuid.randomUuid().toString(),
            "--config",
            file.toString()
        };
        try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            if (StorageTool.execute(command, out) != 0) {
                throw new IOException(
                        "Kafka cannot format its log: " + said.toString(StandardCharsets.UTF_8));
            }
        }
    }

    private synchronized void startServer() throws IOException {
        if (closed) {
            throw new IOException("stopped while starting");
        }
        KafkaRaftServer broker =
                new KafkaRaftServer(new KafkaConfig(settings.properties(), false), Time.SYSTEM);
        broker.startup();
        server = broker;
        admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                address(),
                                AdminClientConfig.CLIENT_ID_CONFIG,
                                "dev-stack"));
        Thread.ofPlatform()
                .daemon()
                .name("broker-end")
                .start(() -> {
                    broker.awaitShutdown();
                    failed.complete("the broker has shut down");
                });
    }

    private void createTopics() throws Exception {
        Admin client = requireAdmin();
        Set<String> existing =
                client.listTopics().names().get(START_LIMIT_SECONDS, TimeUnit.SECONDS);
        var missing =
                SuiteTopics.all().stream()
                        .filter((NewTopic topic) -> !existing.contains(topic.name()))
                        .toList();
        client.createTopics(missing).all().get(START_LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private Admin requireAdmin() {
        if (admin == null) {
            throw new IllegalStateException("The broker has not been started");
        }
        return admin;
    }

    @Override
    public boolean healthy() {
        try {
            var nodes = requireAdmin().describeCluster().nodes();
            return !nodes.get(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public String address() {
        return "localhost:" + port;
    }

    @Override
    public CompletionStage<String> failed() {
        return failed;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (health != null) {
            health.close();
        }
        if (admin != null) {
            admin.close();
        }
        if (server != null) {
            server.shutdown();
        }
    }
}
