package org.radbridge.dicom.net;

import io.vertx.core.Future;

/** An operation asked of the peer that takes several responses and can be called off. */
public interface CancellableOperation<R> {

    /**
     * The end: whatever final status the peer answered, or an {@link AssociationException} when
     * there is no answer.
     */
    Future<R> result();

    /**
     * Sends a C-CANCEL-RQ (PS3.7 §9.3.2.3), from any thread. The peer may finish all the same; the
     * result says which. Does nothing before the request is sent or after the end.
     */
    void cancel();
}
