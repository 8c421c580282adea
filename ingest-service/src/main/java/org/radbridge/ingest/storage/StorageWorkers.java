package org.radbridge.ingest.storage;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The threads that may block on files and spend processor time on encryption and parsing. Their
 * number is fixed; what waits for them is bounded by the senders, each of which has one piece of
 * work under way at most.
 */
@ApplicationScoped
public class StorageWorkers {
    private static final int SECONDS_TO_FINISH = 10;

    private final ExecutorService threads;

    public StorageWorkers(StorageConfig config) {
        ThreadFactory named = Thread.ofPlatform().name("storage-", 0).daemon(true).factory();
        this.threads = Executors.newFixedThreadPool(config.threads(), named);
    }

    /** Runs blocking code on a thread of the pool. */
    public <T> Uni<T> run(Callable<T> work) {
        return Uni.createFrom()
                .emitter(emitter ->
                        threads.execute(() -> {
                            T result;
                            try {
                                result = work.call();
                            } catch (Throwable failure) {
                                emitter.fail(failure);
                                return;
                            }
                            emitter.complete(result);
                        }));
    }

    /** Runs blocking code that fails never. */
    void execute(Runnable work) {
        threads.execute(work);
    }

    @PreDestroy
    void stop() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
            threads.shutdownNow();
        }
    }
}
