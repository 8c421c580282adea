package org.radbridge.ingest.process;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.BooleanSupplier;

/** A data set whose end is made as it is sent, so that it can be larger than any memory. */
final class GeneratedStream implements ReadStream<Buffer> {
    private static final int LARGEST = 64 * 1024;
    private static final Buffer NOISE = noise();

    private final Vertx vertx;
    private final Pace pace;
    private long remaining;
    private Buffer head;
    private Handler<Buffer> handler = _ -> {};
    private Handler<Void> ended = _ -> {};
    private boolean flowing;
    private boolean scheduled;
    private boolean over;

    /**
     * How fast it is sent.
     *
     * @param chunk bytes at a time, 64 KiB at most
     * @param pauseMillis between two chunks; 0 for none
     * @param hurried whether pauses are left out from now on
     */
    record Pace(int chunk, long pauseMillis, BooleanSupplier hurried) {
        /** As fast as it is taken. */
        static final Pace FULL = new Pace(LARGEST, 0, () -> true);
    }

    /**
     * A stream.
     *
     * @param head what comes first
     * @param generated how many bytes come after it
     */
    GeneratedStream(Vertx vertx, Buffer head, long generated, Pace pace) {
        this.vertx = vertx;
        this.head = head;
        this.remaining = generated;
        this.pace = pace;
    }

    private static Buffer noise() {
        byte[] bytes = new byte[LARGEST];
        new java.util.Random(7).nextBytes(bytes);
        return Buffer.buffer(bytes);
    }

    @Override
    public GeneratedStream handler(Handler<Buffer> newHandler) {
        handler = newHandler;
        return this;
    }

    @Override
    public GeneratedStream endHandler(Handler<Void> newHandler) {
        ended = newHandler;
        return this;
    }

    @Override
    public GeneratedStream exceptionHandler(Handler<Throwable> never) {
        return this;
    }

    @Override
    public GeneratedStream pause() {
        flowing = false;
        return this;
    }

    @Override
    public GeneratedStream fetch(long amount) {
        return resume();
    }

    @Override
    public GeneratedStream resume() {
        flowing = true;
        schedule();
        return this;
    }

    private void schedule() {
        if (scheduled || over) {
            return;
        }
        scheduled = true;
        Context context = vertx.getOrCreateContext();
        if (pace.pauseMillis() > 0 && !pace.hurried().getAsBoolean()) {
            vertx.setTimer(pace.pauseMillis(), _ -> next());
        } else {
            context.runOnContext(_ -> next());
        }
    }

    private void next() {
        scheduled = false;
        if (!flowing || over) {
            return;
        }
        if (head.length() > 0) {
            Buffer first = head;
            head = Buffer.buffer();
            handler.handle(first);
        } else if (remaining > 0) {
            int length = (int) Math.min(remaining, pace.chunk());
            remaining -= length;
            handler.handle(NOISE.slice(0, length));
        } else {
            over = true;
            ended.handle(null);
        }
        schedule();
    }
}
