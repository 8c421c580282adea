package org.radbridge.benchmarks.ingest.load;

import java.io.IOException;

/** Work for a server, ready to be done once. Connections stay open until it is closed. */
public interface Load extends AutoCloseable {

    /**
     * What was done.
     *
     * @param items instances stored, or requests answered
     * @param bytes of objects sent, or of answers received
     */
    record Done(int items, long bytes) {}

    /**
     * Does it all.
     *
     * @throws IOException when the server refuses or fails anything: there is no figure without it
     */
    Done run() throws IOException, InterruptedException;

    @Override
    void close() throws IOException, InterruptedException;
}
