package org.radbridge.fhirmapper.compute;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;

/** A bounded pool: as many threads as processors. Results come back on the caller's event loop. */
@ApplicationScoped
public class ComputePool {
    private final WorkerExecutor workers;

    public ComputePool(Vertx vertx) {
        this.workers =
                vertx.createSharedWorkerExecutor(
                        "mapping", Runtime.getRuntime().availableProcessors());
    }

    /** Computes off the event loop. */
    public <T> Uni<T> run(Callable<T> computation) {
        return Uni.createFrom()
                .completionStage(
                        () -> workers.executeBlocking(computation, false).toCompletionStage());
    }

    @PreDestroy
    void stop() {
        workers.close();
    }
}
