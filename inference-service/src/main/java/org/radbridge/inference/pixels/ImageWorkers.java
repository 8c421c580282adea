package org.radbridge.inference.pixels;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The threads that prepare images: one for each processor. Each study has at most one image here,
 * so the queue before them is no longer than the number of studies being worked on.
 */
@ApplicationScoped
public class ImageWorkers {
    private final ExecutorService threads;

    public ImageWorkers() {
        threads =
                Executors.newFixedThreadPool(
                        Runtime.getRuntime().availableProcessors(),
                        Thread.ofPlatform().daemon().name("image-", 0).factory());
    }

    /** Runs what takes processor time. */
    public Executor executor() {
        return threads;
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }
}
