package org.radbridge.ingest.queryretrieve;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Chunks of the store as a stream of Vert.x: one chunk is asked for at a time, and none while the
 * peer does not take more. All but {@link #onItem} and its like is called on the context.
 */
final class StoredStream implements ReadStream<Buffer>, MultiSubscriber<Buffer> {
    private final Multi<Buffer> source;
    private final Context context;
    private Handler<Buffer> handler = _ -> {};
    private Handler<Void> ended = _ -> {};
    private Handler<Throwable> failed = _ -> {};
    private Flow.@Nullable Subscription subscription;
    private long demand;
    private boolean begun;
    private boolean asking;
    private boolean over;

    StoredStream(Multi<Buffer> source, Context context) {
        this.source = source;
        this.context = context;
    }

    @Override
    public StoredStream handler(@Nullable Handler<Buffer> newHandler) {
        handler = newHandler == null ? _ -> {} : newHandler;
        return this;
    }

    @Override
    public StoredStream endHandler(@Nullable Handler<Void> newHandler) {
        ended = newHandler == null ? _ -> {} : newHandler;
        return this;
    }

    @Override
    public StoredStream exceptionHandler(@Nullable Handler<Throwable> newHandler) {
        failed = newHandler == null ? _ -> {} : newHandler;
        return this;
    }

    @Override
    public StoredStream pause() {
        demand = 0;
        return this;
    }

    @Override
    public StoredStream resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public StoredStream fetch(long amount) {
        demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
        if (!begun) {
            begun = true;
            source.subscribe().withSubscriber(this);
        } else {
            ask();
        }
        return this;
    }

    /** Frees what the source holds. */
    void close() {
        over = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }

    private void ask() {
        if (subscription != null && !asking && !over && demand > 0) {
            asking = true;
            subscription.request(1);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        context.runOnContext(_ -> {
            subscription = newSubscription;
            if (over) {
                newSubscription.cancel();
            } else {
                ask();
            }
        });
    }

    @Override
    public void onItem(Buffer chunk) {
        context.runOnContext(_ -> {
            asking = false;
            if (over) {
                return;
            }
            if (demand != Long.MAX_VALUE) {
                demand = Math.max(0, demand - 1);
            }
            handler.handle(chunk);
            ask();
        });
    }

    @Override
    public void onFailure(Throwable failure) {
        context.runOnContext(_ -> {
            if (!over) {
                over = true;
                failed.handle(failure);
            }
        });
    }

    @Override
    public void onCompletion() {
        context.runOnContext(_ -> {
            if (!over) {
                over = true;
                ended.handle(null);
            }
        });
    }
}
