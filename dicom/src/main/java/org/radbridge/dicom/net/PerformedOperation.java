package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import org.radbridge.dicom.dimse.DimseStatus;

/**
 * An operation that the peer asked for, from the end of its command set to the last response.
 * Confined to its association's event loop.
 */
interface PerformedOperation {

    /** The next bytes of the request's data set. Never fails: a failure shows in the response. */
    Future<Void> data(Buffer fragment);

    /** The request is whole. Never fails: the last response. */
    Future<Response> complete();

    /** The association is over, nothing can be answered; at any time before the last response. */
    void abort(Throwable cause);

    /** Drops the data set and answers with this status. */
    static PerformedOperation refuse(DimseStatus status) {
        return new PerformedOperation() {
            @Override
            public Future<Void> data(Buffer fragment) {
                return Future.succeededFuture();
            }

            @Override
            public Future<Response> complete() {
                return Future.succeededFuture(Response.of(status));
            }

            @Override
            public void abort(Throwable cause) {
                // Nothing was begun.
            }
        };
    }
}
