package org.radbridge.benchmarks.ingest.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A process and its descendants, as the kernel counts them. */
public final class ProcessTree {

    /** What {@code getconf CLK_TCK} has said on Linux ever since; see times(2). */
    private static final long TICKS_PER_SECOND = 100;

    /** Written to clear_refs it sets the peak back to what is resident now; see proc(5). */
    private static final String RESET_PEAK = "5";

    private final ProcessHandle root;

    public ProcessTree(ProcessHandle root) {
        this.root = root;
    }

    /** Processor time, user and system, of all of them since they were started. */
    public Duration cpu() throws IOException {
        long ticks = 0;
        for (long pid : pids()) {
            String stat = read(pid, "stat");
            ticks += stat.isEmpty() ? 0 : ProcessStat.parse(stat).ticks();
        }
        return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
    }

    /** Begins to look for the peak of memory anew. */
    public void resetPeak() throws IOException {
        for (long pid : pids()) {
            try {
                Files.writeString(proc(pid, "clear_refs"), RESET_PEAK);
            } catch (NoSuchFileException ended) {
                // then it has no memory
            }
        }
    }

    /**
     * The largest resident sets since {@link #resetPeak}, added up: what processes share counts
     * more than once.
     */
    public long peakBytes() throws IOException {
        long bytes = 0;
        for (long pid : pids()) {
            bytes += ProcessMemory.peak(read(pid, "status"));
        }
        return bytes;
    }

    private List<Long> pids() {
        return Stream.concat(Stream.of(root), root.descendants()).map(ProcessHandle::pid).toList();
    }

    /** Empty when the process has just ended; its parent then has its time. */
    private static String read(long pid, String file) throws IOException {
        try {
            return Files.readString(proc(pid, file));
        } catch (NoSuchFileException ended) {
            return "";
        } catch (IOException e) {
            if (Files.exists(proc(pid, file))) {
                throw e;
            }
            return "";
        }
    }

    private static Path proc(long pid, String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }
}
