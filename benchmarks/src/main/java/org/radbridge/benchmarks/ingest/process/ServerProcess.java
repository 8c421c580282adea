package org.radbridge.benchmarks.ingest.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server under test: started here, ended here, and with this JVM. */
public final class ServerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(20);
    private static final long BETWEEN_PROBES_MILLIS = 50;
    private static final int LOG_LINES = 15;

    private final String name;
    private final Process process;
    private final Path log;

    private ServerProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Whether a server can be used yet. */
    @FunctionalInterface
    public interface Probe {
        boolean ready() throws IOException, InterruptedException;
    }

    /**
     * Starts a server and waits until it can be used. Every server has TCP_NODELAY=1 in its
     * environment, without which those of DCMTK wait 40 ms with each answer.
     *
     * @throws IOException when it ends, or is not ready in time
     */
    public static ServerProcess start(String name, Path folder, List<String> command, Probe probe)
            throws IOException, InterruptedException {
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("TCP_NODELAY", "1");
        builder.directory(folder.toFile());
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        ServerProcess server = new ServerProcess(name, builder.start(), log);
        Runtime.getRuntime().addShutdownHook(new Thread(server::end, "end-" + name));
        try {
            server.await(probe);
        } catch (IOException | InterruptedException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private void await(Probe probe) throws IOException, InterruptedException {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (!probe.ready()) {
            if (!process.isAlive()) {
                throw new IOException(name + " has ended while starting.\n" + lastLines());
            }
            if (System.nanoTime() > limit) {
                throw new IOException(
                        name
                                + " is not ready after "
                                + PATIENCE.toSeconds()
                                + " s.\n"
                                + lastLines());
            }
            Thread.sleep(BETWEEN_PROBES_MILLIS);
        }
    }

    public ProcessTree tree() {
        return new ProcessTree(process.toHandle());
    }

    /** The end of its log. */
    private String lastLines() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - LOG_LINES), all.size()));
        }
    }

    private void end() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    @Override
    public void close() {
        end();
        try {
            if (!process.waitFor(TIME_TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
