package org.radbridge.benchmarks.ingest.peer;

import java.io.IOException;
import java.util.Optional;
import org.radbridge.benchmarks.ingest.process.ProcessTree;

/** A running server. */
public interface Peer extends AutoCloseable {

    PeerName name();

    DimseAddress dimse();

    /** Empty for a server without DICOMweb. */
    Optional<WebAddress> web();

    /** Its own processes. */
    ProcessTree server();

    /** Those of its database, where that is not part of the server. */
    Optional<ProcessTree> database();

    /**
     * Whether it is compiled while it runs, and so does not do what it can before it has done a lot
     * of it.
     */
    default boolean warmsUp() {
        return false;
    }

    /** Removes what only fills the disk. */
    void tidy() throws IOException;

    @Override
    void close() throws IOException;
}
