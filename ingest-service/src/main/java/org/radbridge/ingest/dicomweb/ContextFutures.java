package org.radbridge.ingest.dicomweb;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** Brings results, on whatever thread they come, to one event loop. */
public final class ContextFutures {
    private ContextFutures() {}

    /** Subscribes now; the future completes on the context's event loop. */
    public static <T> Future<T> on(Context context, Uni<T> uni) {
        Promise<T> promise = Promise.promise();
        uni.subscribe()
                .with(
                        item -> run(context, () -> promise.complete(item)),
                        failure -> run(context, () -> promise.fail(failure)));
        return promise.future();
    }

    /** Does something on the context's event loop. */
    public static <T> Uni<T> to(Context context, Supplier<Future<T>> work) {
        return Uni.createFrom()
                .emitter(emitter ->
                        run(
                                context,
                                () ->
                                        work.get()
                                                .onSuccess(emitter::complete)
                                                .onFailure(emitter::fail)));
    }

    private static void run(Context context, Runnable completion) {
        if (Vertx.currentContext() == context) {
            completion.run();
        } else {
            context.runOnContext(_ -> completion.run());
        }
    }
}
