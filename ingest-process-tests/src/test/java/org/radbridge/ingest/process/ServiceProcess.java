package org.radbridge.ingest.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.radbridge.kit.testing.BackingPartsResource;

/**
 * The packaged service as a process of its own, so that a test can take it away; beside it the
 * database, the broker and the token issuer that all tests of this JVM share.
 */
final class ServiceProcess implements AutoCloseable {
    private static final List<String> SMALL =
            List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final Path PACKAGED =
            Path.of(System.getProperty("radbridge.root", ".."))
                    .resolve("ingest-service/target/quarkus-app/quarkus-run.jar");
    private static final String ISSUER = "radbridge.oidc.issuer";
    private static final Duration TIME_TO_START = Duration.ofSeconds(90);

    private final Map<String, String> config;
    private final List<String> command;
    private final Path log;
    private final int httpPort;
    private final int dimsePort;
    private Process process;

    private ServiceProcess(Path folder, Map<String, String> config, List<String> jvm)
            throws IOException {
        this.config = config;
        this.httpPort = freePort();
        this.dimsePort = freePort();
        this.log = folder.resolve("service.log");
        this.command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        config.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-Dquarkus.http.port=" + httpPort);
        command.add("-Dradbridge.dimse.port=" + dimsePort);
        command.add("-Dradbridge.storage.path=" + folder.resolve("objects"));
        // beside the test database, whose keys it opens
        command.add("-Dradbridge.storage.keys.file=target/test-volume/keys.json");
        command.add("-Dradbridge.storage.keys.create=true");
        command.addAll(List.of("-jar", PACKAGED.toString()));
        this.process = launch();
    }

    /** Starts the service with this configuration of its own, its files below the folder. */
    static ServiceProcess start(Path folder, Map<String, String> own) {
        return start(folder, own, SMALL);
    }

    /** The same with these options of the Java virtual machine. */
    static ServiceProcess start(Path folder, Map<String, String> own, List<String> jvm) {
        Map<String, String> config = new HashMap<>(new BackingPartsResource().start());
        config.remove("quarkus.http.test-port");
        // for the tokens that the test shows
        System.setProperty(ISSUER, config.getOrDefault(ISSUER, ""));
        config.putAll(own);
        try {
            ServiceProcess service = new ServiceProcess(folder, config, jvm);
            service.awaitReady();
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it was started with. */
    String config(String key) {
        return Objects.requireNonNull(config.get(key), key);
    }

    /** Where it serves HTTP. */
    int httpPort() {
        return httpPort;
    }

    /** Where it takes associations. */
    int dimsePort() {
        return dimsePort;
    }

    /** Names the process. */
    long pid() {
        return process.pid();
    }

    /** Whether it still runs. */
    boolean isAlive() {
        return process.isAlive();
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Starts it again on the same files and ports. */
    void restart() {
        process = launch();
        awaitReady();
    }

    private Process launch() {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        HttpRequest ready =
                HttpRequest.newBuilder(
                                URI.create("http://localhost:" + httpPort + "/q/health/ready"))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            Awaitility.await()
                    .atMost(TIME_TO_START)
                    .ignoreExceptions()
                    .until(() ->
                            client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode()
                                    == 200);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("the service did not start; its log:\n" + log(), e);
        }
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        System.clearProperty(ISSUER);
    }
}
