package org.radbridge.benchmarks.ingest.peer;

/** Where a server takes associations. */
public record DimseAddress(String host, int port, String aeTitle) {

    /** What the sender calls itself. */
    public static final String CALLING_AE_TITLE = "BENCHMARK";
}
