package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.dimse.DimseException;
import org.radbridge.dicom.dimse.DimseStatus;

/**
 * A message with a data set that is being received: hands the bytes to a reception as long as there
 * is one, and drops them from the first failure on, so that the association can go on. Whatever a
 * handler throws, errors included, becomes a status. Confined to its event loop.
 */
final class StoreOperation implements PerformedOperation {

    private final EventLoop loop;
    private final Consumer<Throwable> failures;
    private @Nullable StoreReception reception;
    private DimseStatus status = DimseStatus.SUCCESS;

    private StoreOperation(EventLoop loop, Consumer<Throwable> failures) {
        this.loop = loop;
        this.failures = failures;
    }

    /**
     * Begins with a reception.
     *
     * @param failures told of what the handler throws or fails with
     */
    static StoreOperation begin(
            EventLoop loop,
            CStoreScp scp,
            CStoreRequest request,
            AssociationInfo association,
            Consumer<Throwable> failures) {
        StoreOperation operation = new StoreOperation(loop, failures);
        try {
            operation.reception = scp.begin(request, association);
        } catch (Throwable failure) {
            operation.fail(failure);
        }
        return operation;
    }

    @Override
    public Future<Void> data(Buffer fragment) {
        StoreReception receiver = reception;
        if (receiver == null || fragment.length() == 0) {
            return Future.succeededFuture();
        }
        return attempt(() -> receiver.data(fragment))
                .recover(failure -> {
                    abort(failure);
                    fail(failure);
                    return Future.succeededFuture();
                });
    }

    @Override
    public Future<Response> complete() {
        StoreReception receiver = reception;
        if (receiver == null) {
            return Future.succeededFuture(Response.of(status));
        }
        reception = null;
        return attempt(receiver::complete)
                .otherwise(failure -> {
                    fail(failure);
                    return status;
                })
                .map(Response::of);
    }

    /** The association is gone, or the reception failed; does nothing once it is complete. */
    @Override
    public void abort(Throwable cause) {
        StoreReception receiver = reception;
        reception = null;
        if (receiver != null) {
            try {
                receiver.abort(cause);
            } catch (Throwable failure) {
                failures.accept(failure);
            }
        }
    }

    private <T> Future<T> attempt(Supplier<Future<T>> call) {
        try {
            return loop.bring(call.get());
        } catch (Throwable failure) {
            return Future.failedFuture(failure);
        }
    }

    private void fail(Throwable failure) {
        reception = null;
        status =
                failure instanceof DimseException refusal
                        ? refusal.status()
                        : DimseStatus.PROCESSING_FAILURE;
        failures.accept(failure);
    }
}
