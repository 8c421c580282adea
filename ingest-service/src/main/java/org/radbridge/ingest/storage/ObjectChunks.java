package org.radbridge.ingest.storage;

import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The chunks of an object, each read on a storage thread when it is asked for, and given from
 * there. For one subscriber.
 *
 * <p>A publisher of its own, since a chain of operators would cost more than the read of a small
 * object.
 */
final class ObjectChunks implements Publisher<Buffer> {
    private final StorageWorkers workers;
    private final ObjectReader reader;
    private final ObjectId id;

    private ObjectChunks(StorageWorkers workers, ObjectReader reader, ObjectId id) {
        this.workers = workers;
        this.reader = reader;
        this.id = id;
    }

    static Multi<Buffer> of(StorageWorkers workers, ObjectReader reader, ObjectId id) {
        return Multi.createFrom().publisher(new ObjectChunks(workers, reader, id));
    }

    @Override
    public void subscribe(Subscriber<? super Buffer> subscriber) {
        subscriber.onSubscribe(new Chunks(subscriber));
    }

    /** A turn is under way, or waits for a thread, as long as {@code owed} is not 0. */
    private final class Chunks implements Subscription, Runnable {
        private final Subscriber<? super Buffer> subscriber;
        private final AtomicLong owed = new AtomicLong();
        private volatile boolean cancelled;

        Chunks(Subscriber<? super Buffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long more) {
            if (owed.getAndUpdate(now -> now + Math.min(more, Long.MAX_VALUE - now)) == 0) {
                workers.execute(this);
            }
        }

        /** The next turn closes the object. */
        @Override
        public void cancel() {
            cancelled = true;
            request(1);
        }

        @Override
        public void run() {
            if (cancelled) {
                close();
                return;
            }
            Buffer chunk;
            try {
                chunk = reader.next();
            } catch (Throwable failure) {
                close();
                subscriber.onError(StorageFailures.of(failure, id));
                return;
            }
            if (chunk.length() > 0) {
                subscriber.onNext(chunk);
            }
            if (reader.ended()) {
                subscriber.onComplete();
            } else if (owed.decrementAndGet() > 0) {
                workers.execute(this);
            }
        }

        private void close() {
            try {
                reader.close();
            } catch (IOException ignored) {
                // it was opened for reading: nothing is lost
            }
        }
    }
}
