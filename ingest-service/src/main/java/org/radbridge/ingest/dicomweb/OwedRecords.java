package org.radbridge.ingest.dicomweb;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;

/**
 * The access records that an answer waits for. They are written beside the work that they tell of;
 * whether that work succeeds makes no difference to them.
 */
final class OwedRecords {
    private final Context context;
    private Future<Void> all = Future.succeededFuture();

    /**
     * @param context the event loop of the request
     */
    OwedRecords(Context context) {
        this.context = context;
    }

    /** Begins to write one, now. */
    synchronized void add(Uni<Void> record) {
        Future<Void> written = ContextFutures.on(context, record);
        all = all.succeeded() ? written : Future.join(all, written).mapEmpty();
    }

    /** Comes when all that were begun are durable; fails when one cannot be. */
    Uni<Void> durable() {
        Future<Void> begun = all();
        return begun.succeeded()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom()
                        .emitter(emitter ->
                                begun.onSuccess(emitter::complete).onFailure(emitter::fail));
    }

    private synchronized Future<Void> all() {
        return all;
    }
}
