package org.radbridge.dicom.net;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;

/** A stream of zeros that counts what was taken from it and knows when it is held back. */
final class CountedStream implements ReadStream<Buffer> {

    private static final int CHUNK = 64 << 10;
    private static final long QUIET = Duration.ofMillis(300).toNanos();

    private final Vertx vertx;
    private final long length;
    private Handler<Buffer> handler = _ -> {};
    private Handler<Void> endHandler = _ -> {};
    private volatile long sent;
    private volatile long pausedSince = System.nanoTime();
    private volatile boolean paused = true;
    private boolean scheduled;

    CountedStream(Vertx vertx, long length) {
        this.vertx = vertx;
        this.length = length;
    }

    long sent() {
        return sent;
    }

    /** Held back for a while after something was taken. */
    boolean isPausedForGood() {
        return paused && sent > 0 && System.nanoTime() - pausedSince > QUIET;
    }

    @Override
    public synchronized ReadStream<Buffer> pause() {
        if (!paused) {
            paused = true;
            pausedSince = System.nanoTime();
        }
        return this;
    }

    @Override
    public synchronized ReadStream<Buffer> resume() {
        paused = false;
        schedule();
        return this;
    }

    private synchronized void schedule() {
        if (!scheduled && !paused) {
            scheduled = true;
            vertx.runOnContext(_ -> emit());
        }
    }

    private void emit() {
        synchronized (this) {
            scheduled = false;
            if (paused) {
                return;
            }
        }
        if (sent == length) {
            endHandler.handle(null);
            return;
        }
        int size = (int) Math.min(CHUNK, length - sent);
        sent += size;
        handler.handle(Buffer.buffer(new byte[size]));
        schedule();
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        return resume();
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> ignored) {
        return this;
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> newHandler) {
        handler = newHandler;
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> newHandler) {
        endHandler = newHandler;
        return this;
    }
}
