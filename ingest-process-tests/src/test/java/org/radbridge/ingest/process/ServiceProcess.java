package org.radbridge.ingest.testing;

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
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The packaged service as a process of its own, so that a test can take it away. */
public final class ServiceProcess implements AutoCloseable {
    private static final List<String> SMALL =
            List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final Duration TIME_TO_START = Duration.ofSeconds(90);

    private final List<String> command;
    private final Path log;
    private final int httpPort;
    private final int dimsePort;
    private Process process;

    private ServiceProcess(Path folder, Map<String, String> config, List<String> jvm)
            throws IOException {
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
        command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
        this.process = launch();
    }

    /** Starts the service with this configuration, its files below the folder. */
    public static ServiceProcess start(Path folder, Map<String, String> config) {
        return start(folder, config, SMALL);
    }

    /** The same with these options of the Java virtual machine. */
    public static ServiceProcess start(Path folder, Map<String, String> config, List<String> jvm) {
        try {
            ServiceProcess service = new ServiceProcess(folder, config, jvm);
            service.awaitReady();
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it serves HTTP. */
    public int httpPort() {
        return httpPort;
    }

    /** Where it takes associations. */
    public int dimsePort() {
        return dimsePort;
    }

    /** Names the process. */
    public long pid() {
        return process.pid();
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** {@code kill -9}. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Starts it again on the same files and ports. */
    public void restart() {
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
    }
}
