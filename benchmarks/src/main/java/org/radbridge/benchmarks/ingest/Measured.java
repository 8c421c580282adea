package org.radbridge.benchmarks.ingest;

import java.time.Duration;

/**
 * One measurement of one row.
 *
 * @param items instances stored, or requests answered
 * @param bytes of objects sent, or of answers received
 * @param elapsed from the first byte until the last answer
 * @param cpu processor time of the server's own processes in that time
 * @param databaseCpu processor time of its database
 * @param peakBytes the server's peak of memory
 */
record Measured(
        int items,
        long bytes,
        Duration elapsed,
        Duration cpu,
        Duration databaseCpu,
        long peakBytes) {

    private static final double NANOS = 1e9;
    private static final double MEGABYTE = 1e6;
    private static final double GIGABYTE = 1e9;

    /** Instances, or requests, per second. */
    double rate() {
        return items / seconds(elapsed);
    }

    double megabytesPerSecond() {
        return bytes / MEGABYTE / seconds(elapsed);
    }

    /** The server's processor time for each instance or request, in milliseconds. */
    double cpuMillisPerItem() {
        return 1000 * seconds(cpu) / items;
    }

    /** As {@link #cpuMillisPerItem}, of the database. */
    double databaseCpuMillisPerItem() {
        return 1000 * seconds(databaseCpu) / items;
    }

    /** The server's processor time for a gigabyte, in seconds. */
    double cpuSecondsPerGigabyte() {
        return seconds(cpu) / (bytes / GIGABYTE);
    }

    double peakMegabytes() {
        return peakBytes / MEGABYTE;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS;
    }
}
