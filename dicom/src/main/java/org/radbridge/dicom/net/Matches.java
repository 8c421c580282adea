package org.radbridge.dicom.net;

import io.vertx.core.Future;
import org.radbridge.dicom.data.DataSet;

/** Where a {@link CFindScp} sends what it found. Thread-safe. */
public interface Matches {

    /**
     * Sends one match, status FF00H.
     *
     * @return completes when the peer takes more: send the next one then. Fails when the
     *     association is over
     */
    Future<Void> send(DataSet identifier);

    /**
     * Sends one match, status FF01H: some optional keys of the request were not matched as keys
     * (PS3.4 §C.4.1.1.4).
     */
    Future<Void> sendWithWarning(DataSet identifier);

    /**
     * Whether the peer called the query off, or is gone: stop, and answer {@link
     * org.radbridge.dicom.dimse.DimseStatus#CANCEL}.
     */
    boolean isCancelled();
}
