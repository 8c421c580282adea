package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.function.IntFunction;
import org.radbridge.dicom.association.PresentationContext;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.dimse.CommandSet;

/**
 * An operation that this side asks of the peer.
 *
 * @param command the request with a given message id
 * @param pending takes the responses before the last
 * @param last turns the last response into the result
 */
record InvokedOperation<R>(
        PresentationContext context,
        IntFunction<CommandSet> command,
        Payload payload,
        Pending pending,
        Last<R> last,
        Promise<R> result) {

    /** Takes a response with a pending status. Nothing more is read until the future completes. */
    interface Pending {
        Future<Void> response(CommandSet response, Optional<DataSet> dataSet);
    }

    /** Takes the last response. */
    interface Last<R> {
        R response(CommandSet response, Optional<DataSet> dataSet);
    }

    /** An operation with one response only. */
    static <R> InvokedOperation<R> of(
            PresentationContext context,
            IntFunction<CommandSet> command,
            Payload payload,
            Last<R> last) {
        return of(context, command, payload, (_, _) -> Future.succeededFuture(), last);
    }

    /** An operation with several responses. */
    static <R> InvokedOperation<R> of(
            PresentationContext context,
            IntFunction<CommandSet> command,
            Payload payload,
            Pending pending,
            Last<R> last) {
        return new InvokedOperation<>(context, command, payload, pending, last, Promise.promise());
    }

    void finish(CommandSet response, Optional<DataSet> dataSet) {
        result.tryComplete(last.response(response, dataSet));
    }
}
