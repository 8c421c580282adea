package org.radbridge.ingest.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Forces folders to the device, once for all who have put a name into one: while a force runs,
 * those who come gather for the next, which begins after all their names are there. Blocks.
 */
final class SharedForce {
    private final Forcing forcing;
    private final Lock device = new ReentrantLock();
    private final Map<Path, CompletableFuture<Void>> gathering = new HashMap<>();

    /** What writes a folder's entries to the device. */
    interface Forcing {
        void force(Path folder) throws IOException;
    }

    SharedForce(Forcing forcing) {
        this.forcing = forcing;
    }

    /** Returns once every name that was in the folder at the call is on the device. */
    void force(Path folder) throws IOException {
        CompletableFuture<Void> own = new CompletableFuture<>();
        CompletableFuture<Void> round;
        synchronized (gathering) {
            round = gathering.computeIfAbsent(folder, _ -> own);
        }
        if (round == own) {
            lead(folder, own);
        }
        try {
            round.join();
        } catch (CompletionException e) {
            throw new IOException("the folder was not forced", e.getCause());
        }
    }

    /** The first of a round forces for all of it, as soon as the round before is done. */
    private void lead(Path folder, CompletableFuture<Void> round) {
        device.lock();
        try {
            synchronized (gathering) {
                gathering.remove(folder);
            }
            forcing.force(folder);
            round.complete(null);
        } catch (IOException | RuntimeException e) {
            round.completeExceptionally(e);
        } finally {
            device.unlock();
        }
    }
}
