package org.radbridge.inference.pixels;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/**
 * How many more instances the reader of a response wants. Asked for on the response's event loop,
 * where its futures complete; told from any thread.
 */
final class Demand {
    private long wanted;
    private @Nullable Promise<Void> waiting;
    private @Nullable Context waitingOn;
    private boolean cancelled;

    /** The reader wants so many more. */
    void add(long more) {
        Runnable wake = null;
        synchronized (this) {
            wanted = wanted + more < 0 ? Long.MAX_VALUE : wanted + more;
            if (wanted > 0) {
                wake = wake(true);
            }
        }
        if (wake != null) {
            wake.run();
        }
    }

    /** The reader wants no more: what waits fails. */
    void cancel() {
        Runnable wake;
        synchronized (this) {
            cancelled = true;
            wake = wake(false);
        }
        if (wake != null) {
            wake.run();
        }
    }

    /** One was handed over; the future completes when the next one is wanted. */
    synchronized Future<Void> handedOver() {
        wanted--;
        if (cancelled) {
            return Future.failedFuture(new CancelledException());
        }
        if (wanted > 0) {
            return Future.succeededFuture();
        }
        Promise<Void> promise = Promise.promise();
        waiting = promise;
        waitingOn = Vertx.currentContext();
        return promise.future();
    }

    private @Nullable Runnable wake(boolean more) {
        Promise<Void> promise = waiting;
        Context context = waitingOn;
        waiting = null;
        waitingOn = null;
        if (promise == null) {
            return null;
        }
        Runnable end =
                more ? promise::tryComplete : () -> promise.tryFail(new CancelledException());
        return context == null ? end : () -> context.runOnContext(_ -> end.run());
    }

    /** Nobody reads what comes any more. */
    static final class CancelledException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CancelledException() {
            super("no longer wanted", null, false, false);
        }
    }
}
