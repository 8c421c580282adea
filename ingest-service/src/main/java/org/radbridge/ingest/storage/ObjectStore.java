package org.radbridge.ingest.storage;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;

/**
 * Keeps objects. Every method may be called from any thread and never blocks it; results come on a
 * thread of the store. All fail with a {@link StorageException}.
 */
public interface ObjectStore {

    /**
     * Begins an object. Asks nothing of the store yet: what it cannot take fails with the first
     * bytes. Nothing can be read under the id before it is committed.
     */
    PendingObject begin(ObjectId id);

    /** The content, in chunks, as fast as they are asked for. */
    default Multi<Buffer> read(SealedObject object) {
        return read(object, 0, Long.MAX_VALUE);
    }

    /**
     * A part of the content.
     *
     * @param offset bytes before the part
     * @param length bytes of the part; less is delivered when the object ends earlier
     */
    Multi<Buffer> read(SealedObject object, long offset, long length);

    /**
     * Removes an object; succeeds also when there is none. Its key is removed by whoever keeps it.
     */
    Uni<Void> delete(ObjectId id);

    /** The committed objects that were begun in the period, its end not included. */
    Multi<ObjectId> begun(Instant from, Instant until);

    /** Removes what was begun before the instant and never committed: left by a crash. */
    Uni<Integer> discardPending(Instant before);
}
