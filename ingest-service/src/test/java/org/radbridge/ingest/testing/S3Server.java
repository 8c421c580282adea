package org.radbridge.ingest.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** S3Proxy, a real S3 server on a folder, as a process of its own. */
public final class S3Server implements AutoCloseable {
    public static final String ACCESS_KEY = "radbridge";
    public static final String SECRET_KEY = "radbridge-secret";
    public static final String BUCKET = "imaging";

    private final Path folder;
    private final int port;
    private Process process;

    private S3Server(Path folder, int port) {
        this.folder = folder;
        this.port = port;
        this.process = launch();
    }

    /** Starts it, with one empty bucket below the folder. */
    public static S3Server start(Path folder) {
        try (ServerSocket free = new ServerSocket(0)) {
            Files.createDirectories(folder.resolve("data").resolve(BUCKET));
            int port = free.getLocalPort();
            Files.writeString(
                    folder.resolve("s3proxy.conf"),
                    """
                    s3proxy.endpoint=http://127.0.0.1:%d
                    s3proxy.authorization=aws-v2-or-v4
                    s3proxy.identity=%s
                    s3proxy.credential=%s
                    jclouds.provider=filesystem-nio2
                    jclouds.identity=any
                    jclouds.credential=any
                    jclouds.filesystem.basedir=%s
                    """
                            .formatted(port, ACCESS_KEY, SECRET_KEY, folder.resolve("data")));
            free.close();
            S3Server server = new S3Server(folder, port);
            server.awaitUp();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() {
        try {
            return new ProcessBuilder(
                            List.of(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx256m",
                                    "-XX:+UseSerialGC",
                                    "-XX:TieredStopAtLevel=1",
                                    "-jar",
                                    "target/servers/s3proxy.jar",
                                    "--properties",
                                    folder.resolve("s3proxy.conf").toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(folder.resolve("s3.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitUp() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> {
                    try (Socket socket = new Socket("127.0.0.1", port)) {
                        return socket.isConnected();
                    }
                });
    }

    /** Where it answers. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** What it keeps of the bucket. */
    public Path files() {
        return folder.resolve("data").resolve(BUCKET);
    }

    /** Takes it away. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Starts it again. */
    public void restart() {
        process = launch();
        awaitUp();
    }

    @Override
    public void close() {
        kill();
    }
}
