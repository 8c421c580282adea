package org.radbridge.ingest.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("A11")
class SharedForceTest {
    private static final Path FOLDER = Path.of("folder");
    private static final int CALLERS = 20;

    private final AtomicInteger forced = new AtomicInteger();
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);

    private void slowAtFirst(Path folder) throws IOException {
        if (forced.incrementAndGet() == 1) {
            try {
                firstMayEnd.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    @Test
    void thoseWhoComeWhileOneForceRunsShareTheNext() throws Exception {
        SharedForce shared = new SharedForce(this::slowAtFirst);
        try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS + 1)) {
            Future<?> first = threads.submit(() -> call(shared));
            await().until(() -> forced.get() == 1);
            List<Thread> callers = new ArrayList<>();
            List<Future<?>> others = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                others.add(
                        threads.submit(() -> {
                            synchronized (callers) {
                                callers.add(Thread.currentThread());
                            }
                            return call(shared);
                        }));
            }
            await().until(() -> allWait(callers));
            // none is served by the force that had begun before it came
            assertThat(others).noneMatch(Future::isDone);
            firstMayEnd.countDown();
            first.get();
            for (Future<?> other : others) {
                other.get();
            }
        }
        assertThat(forced).hasValue(2);
    }

    @Test
    void aFailureIsToldToAllWhoWaitedForIt() {
        SharedForce shared =
                new SharedForce(_ -> {
                    throw new IOException("no device");
                });

        assertThatThrownBy(() -> shared.force(FOLDER))
                .isInstanceOf(IOException.class)
                .hasRootCauseMessage("no device");
        assertThatThrownBy(() -> shared.force(FOLDER)).isInstanceOf(IOException.class);
    }

    private static Void call(SharedForce shared) throws IOException {
        shared.force(FOLDER);
        return null;
    }

    private static boolean allWait(List<Thread> callers) {
        synchronized (callers) {
            return callers.size() == CALLERS
                    && callers.stream().allMatch(t -> t.getState() == Thread.State.WAITING);
        }
    }
}
