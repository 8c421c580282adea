package org.radbridge.benchmarks.ingest.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The event loops of the sender. */
public final class Client implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int EVENT_LOOPS = 2;

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS).setWorkerPoolSize(1));

    Vertx vertx() {
        return vertx;
    }

    /** Waits for a result, on a thread that is no event loop's. */
    static <T> T await(Future<T> future) throws IOException, InterruptedException {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("No answer within " + PATIENCE.toSeconds() + " s", e);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
