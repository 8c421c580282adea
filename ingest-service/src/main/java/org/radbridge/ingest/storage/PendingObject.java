package org.radbridge.ingest.storage;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;

/** An object that is being written. One call at a time: wait for a result before the next call. */
public interface PendingObject {

    /** Its name. */
    ObjectId id();

    /**
     * Appends the bytes that remain in a buffer on the heap; the result comes when they have left
     * memory. Until then they are not to be changed.
     *
     * @param first what else is to be done with them, on the thread that encrypts them and before
     *     it does: one change of threads serves both
     */
    Uni<Void> write(ByteBuffer bytes, Runnable first);

    /** Appends a copy of the bytes. */
    default Uni<Void> write(Buffer bytes) {
        return write(ByteBuffer.wrap(bytes.getBytes()), () -> {});
    }

    /** Makes the object durable and visible: content first, then its name. */
    Uni<StoredObject> commit();

    /** Gives the object up; it leaves no trace. Harmless after a failure. */
    Uni<Void> discard();
}
