package org.radbridge.devstack.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The file {@code postmaster.pid} that a server leaves in its data folder when it is killed. Its
 * first line is the process id; that id may meanwhile belong to a stranger, so the program is
 * looked at before anything is ended.
 */
final class PostmasterPid {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Path file;

    PostmasterPid(Path data) {
        this.file = data.resolve("postmaster.pid");
    }

    /** Makes the data folder startable: ends a server that still runs on it, removes the file. */
    void clear() throws IOException, InterruptedException {
        if (!Files.exists(file)) {
            return;
        }
        Optional<ProcessHandle> running = postmaster();
        if (running.isPresent()) {
            end(running.get());
        }
        Files.deleteIfExists(file);
    }

    private Optional<ProcessHandle> postmaster() throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d+")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(process -> process.info().command().orElse("").endsWith("/postgres"));
    }

    private static void end(ProcessHandle postmaster) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-QUIT", Long.toString(postmaster.pid())).start().waitFor();
        try {
            postmaster.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    "A PostgreSQL server (process "
                            + postmaster.pid()
                            + ") still uses the data folder and does not end",
                    e);
        } catch (ExecutionException e) {
            throw new IOException("Cannot wait for process " + postmaster.pid(), e);
        }
    }
}
