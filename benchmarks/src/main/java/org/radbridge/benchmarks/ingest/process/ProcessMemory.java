package org.radbridge.benchmarks.ingest.process;

/** The peak of a process's memory in {@code /proc/PID/status}; see proc(5). */
final class ProcessMemory {

    private static final String PEAK = "VmHWM:";
    private static final long KIBIBYTE = 1024;

    private ProcessMemory() {}

    /**
     * The largest resident set so far.
     *
     * @return bytes; 0 for a process that has ended, which has no such line any more
     */
    static long peak(String status) {
        return status.lines()
                        .filter(line -> line.startsWith(PEAK))
                        .map(line -> line.substring(PEAK.length()).replace("kB", "").strip())
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElse(0)
                * KIBIBYTE;
    }
}
