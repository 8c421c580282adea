package org.radbridge.devstack.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * One process of the suite as its files know it: a pid file that tells it from any later process
 * with the same id, and a log. It needs no living parent, so every command of the launcher can find
 * it again.
 */
public final class RunningProcess {

    private static final int LOG_LINES_IN_MESSAGES = 15;
    private static final int START_TIME_AFTER_NAME = 22 - 3;
    private static final long BETWEEN_PROBES_MILLIS = 100;

    private final ProcessSpec spec;
    private final Path pidFile;
    private final Path log;

    /**
     * @param folder where pid files and logs are kept
     */
    public RunningProcess(ProcessSpec spec, Path folder) {
        this.spec = spec;
        this.pidFile = pidFile(spec.name(), folder);
        this.log = folder.resolve("logs").resolve(spec.name() + ".log");
    }

    public ProcessSpec spec() {
        return spec;
    }

    public Path log() {
        return log;
    }

    /** Starts the process in the background, unless it runs already; does not wait. */
    public void launch() {
        if (handle().isPresent()) {
            return;
        }
        try {
            Files.createDirectories(pidFile.resolveSibling(""));
            Files.createDirectories(log.resolveSibling(""));
            // A session of its own, so that Ctrl-C and a closed terminal do not reach it.
            List<String> command = new ArrayList<>(List.of("setsid"));
            command.addAll(spec.command());
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().putAll(spec.environment());
            builder.directory(pidFile.resolveSibling("").toFile());
            builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.redirectErrorStream(true);
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            Process process = builder.start();
            Files.writeString(pidFile, process.pid() + " " + started(process.toHandle()) + "\n");
        } catch (IOException e) {
            throw new SuiteException("Cannot start " + spec.name() + ": " + e.getMessage(), e);
        }
    }

    /** Waits until the process answers its health URL; fails at once when it has ended. */
    public Duration awaitHealthy() {
        long begin = System.nanoTime();
        while (!HealthProbe.answers(spec.health())) {
            if (handle().isEmpty()) {
                throw new SuiteException(
                        spec.name() + " has ended while starting.\n" + lastLines());
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - begin);
            if (waited.compareTo(spec.startLimit()) > 0) {
                throw new SuiteException(
                        spec.name()
                                + " is not healthy after "
                                + spec.startLimit().toSeconds()
                                + " s.\n"
                                + lastLines());
            }
            pause();
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Whether it answers its health URL now. */
    public boolean healthy() {
        return handle().isPresent() && HealthProbe.answers(spec.health());
    }

    /** The living process, if there is one. */
    public Optional<ProcessHandle> handle() {
        return read(pidFile);
    }

    /** The living process of this name under a folder, if there is one. */
    static Optional<ProcessHandle> of(String name, Path folder) {
        return read(pidFile(name, folder));
    }

    private static Path pidFile(String name, Path folder) {
        return folder.resolve("run").resolve(name + ".pid");
    }

    private static Optional<ProcessHandle> read(Path pidFile) {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        String[] words;
        try {
            words = Files.readString(pidFile).strip().split(" ");
        } catch (IOException e) {
            throw new SuiteException("Cannot read " + pidFile, e);
        }
        if (words.length != 2) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(words[0]))
                .filter(ProcessHandle::isAlive)
                .filter(process -> words[1].equals(started(process)));
    }

    /** SIGTERM, and SIGKILL when that is not heard in time. Nothing happens if it does not run. */
    public void stop(Duration patience) {
        Optional<ProcessHandle> running = handle();
        if (running.isPresent()) {
            running.get().destroy();
            if (!ended(running.get(), patience)) {
                kill();
            }
        }
        forget();
    }

    /** SIGKILL; returns when the process has gone. */
    public void kill() {
        Optional<ProcessHandle> running = handle();
        if (running.isPresent()) {
            running.get().destroyForcibly();
            if (!ended(running.get(), Duration.ofSeconds(10))) {
                throw new SuiteException(spec.name() + " does not end, even when killed.");
            }
        }
        forget();
    }

    /** The end of the log, for messages about a failure. */
    public String lastLines() {
        if (!Files.exists(log)) {
            return "There is no log yet: " + log;
        }
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            int from = Math.max(0, all.size() - LOG_LINES_IN_MESSAGES);
            return "Last lines of "
                    + log
                    + ":\n  "
                    + String.join("\n  ", all.subList(from, all.size()));
        } catch (IOException e) {
            throw new SuiteException("Cannot read " + log, e);
        }
    }

    private void forget() {
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new SuiteException("Cannot delete " + pidFile, e);
        }
    }

    private static boolean ended(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new SuiteException("Cannot wait for process " + process.pid(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SuiteException("Interrupted", e);
        }
    }

    /** Start time in clock ticks since boot, field 22 of {@code /proc/PID/stat}; see proc(5). */
    private static String started(ProcessHandle process) {
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        try {
            String text = Files.readString(stat);
            String afterName = text.substring(text.lastIndexOf(')') + 2);
            return afterName.split(" ")[START_TIME_AFTER_NAME];
        } catch (IOException e) {
            return "gone";
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_PROBES_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SuiteException("Interrupted", e);
        }
    }
}
