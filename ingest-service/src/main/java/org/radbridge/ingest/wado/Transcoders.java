package org.radbridge.ingest.wado;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.radbridge.ingest.dicomweb.DicomWebFailure;
import org.radbridge.ingest.storage.ObjectStore;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Reads objects whole and works on them, on threads of its own. As many are in memory as there are
 * threads; further requests wait for their turn without holding any.
 */
@ApplicationScoped
class Transcoders {
    private final ObjectStore store;
    private final long largest;
    private final ExecutorService threads;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int free;

    Transcoders(ObjectStore store, WadoConfig config) {
        this.store = store;
        this.largest = config.maxTranscoded().asLongValue();
        this.free = config.transcoders();
        this.threads =
                Executors.newFixedThreadPool(
                        config.transcoders(),
                        Thread.ofPlatform().name("transcoder-", 0).daemon(true).factory());
    }

    /** Work on the bytes of an object. */
    @FunctionalInterface
    interface Work<T> {
        T on(byte[] file) throws Exception;
    }

    /** A step of work on the bytes of an object, after so many that are done. */
    @FunctionalInterface
    interface Step<T> {
        Batch<T> on(byte[] file, int done) throws Exception;
    }

    /** Whether an object is small enough. */
    boolean take(ArchivedInstance instance) {
        return instance.size() <= largest;
    }

    /**
     * Does the work in turn. Fails with {@code too-large-to-transcode} for an object beyond the
     * limit.
     */
    <T> Uni<T> run(ArchivedInstance instance, Work<T> work) {
        return run(instance, 0, instance.size(), work);
    }

    /** Does the work on a part of an object. */
    <T> Uni<T> run(ArchivedInstance instance, long offset, long length, Work<T> work) {
        if (length > largest) {
            return Uni.createFrom()
                    .failure(() ->
                            new RadbridgeException(
                                    DicomWebFailure.TRANSCODING_TOO_LARGE,
                                    length + " bytes; ask for transfer-syntax=*"));
        }
        Supplier<Uni<byte[]>> part = () -> read(instance, offset, (int) length);
        return Uni.createFrom()
                .emitter(emitter -> {
                    AtomicBoolean gone = new AtomicBoolean();
                    emitter.onTermination(() -> gone.set(true));
                    inTurn(part, work, gone).subscribe().with(emitter::complete, emitter::fail);
                });
    }

    /**
     * Does work that makes more than may wait in memory, batch by batch. While a client takes a
     * batch, no thread is held and no object. Fails, before anything can be answered, when the
     * first batch cannot be made.
     */
    <T> Uni<Multi<T>> begin(ArchivedInstance instance, Step<T> step) {
        return run(instance, file -> step.on(file, 0))
                .map(first ->
                        Multi.createBy()
                                .concatenating()
                                .streams(
                                        Multi.createFrom().iterable(first.items()),
                                        first.last()
                                                ? Multi.createFrom().empty()
                                                : goOn(instance, step, first.done())));
    }

    private <T> Multi<T> goOn(ArchivedInstance instance, Step<T> step, int done) {
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new AtomicInteger(done),
                        progress ->
                                run(instance, file -> step.on(file, progress.get()))
                                        .invoke(batch -> progress.set(batch.done())))
                .whilst(batch -> !batch.last())
                .onItem()
                .transformToIterable(Batch::items);
    }

    /** Goes on when its caller has gone, so that the turn is given back whatever happens. */
    private <T> Uni<T> inTurn(Supplier<Uni<byte[]>> part, Work<T> work, AtomicBoolean gone) {
        return turn().chain(() ->
                        gone.get()
                                ? Uni.createFrom().<T>failure(CancellationException::new)
                                : part.get().chain(bytes -> onThread(() -> work.on(bytes))))
                .eventually(this::done);
    }

    private Uni<byte[]> read(ArchivedInstance instance, long offset, int length) {
        return store.read(instance.object(), offset, length)
                .collect()
                .in(() -> ByteBuffer.allocate(length), (file, piece) -> file.put(piece.getBytes()))
                .map(ByteBuffer::array);
    }

    private <T> Uni<T> onThread(Callable<T> work) {
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

    private Uni<Void> turn() {
        return Uni.createFrom()
                .emitter(emitter -> {
                    Runnable begin = () -> emitter.complete(null);
                    if (enter(begin)) {
                        begin.run();
                    }
                });
    }

    private synchronized boolean enter(Runnable begin) {
        if (free > 0) {
            free--;
            return true;
        }
        waiting.add(begin);
        return false;
    }

    private void done() {
        Runnable next = next();
        if (next != null) {
            next.run();
        }
    }

    private synchronized @org.jspecify.annotations.Nullable Runnable next() {
        Runnable next = waiting.poll();
        if (next == null) {
            free++;
        }
        return next;
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
