package org.radbridge.dicom.net;

import io.vertx.core.Future;

/** What an operation being performed knows of its peer. Confined to its event loop. */
interface Progress {

    /**
     * Sends a response with a pending status.
     *
     * @return completes when the peer takes more; fails when the association is over
     */
    Future<Void> pending(Response response);

    /** Whether the peer sent C-CANCEL for this operation, or is gone. */
    boolean isCancelled();
}
