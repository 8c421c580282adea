package org.radbridge.dicom.net;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;

/** The one event loop on which an association lives. */
record EventLoop(Vertx vertx, Context context) {

    /**
     * The same result, brought to this loop: what is chained to the future returned runs here, at
     * once when the result is already known.
     */
    <T> Future<T> bring(Future<T> elsewhere) {
        if (elsewhere.succeeded()) {
            return Future.succeededFuture(elsewhere.result());
        }
        if (elsewhere.failed()) {
            return Future.failedFuture(elsewhere.cause());
        }
        Promise<T> here = Promise.promise();
        elsewhere.onComplete(result -> context.runOnContext(_ -> here.handle(result)));
        return here.future();
    }

    /** Runs the task on this loop, at once when already there. */
    void execute(Runnable task) {
        if (Vertx.currentContext() == context) {
            task.run();
            return;
        }
        context.runOnContext(_ -> task.run());
    }

    Timer timer(Duration delay, Runnable task) {
        return new Timer(this, delay, task);
    }
}
