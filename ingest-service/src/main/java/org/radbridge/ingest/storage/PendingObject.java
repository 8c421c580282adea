package org.radbridge.ingest.storage;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** An object that is being written. One call at a time: wait for a result before the next call. */
public interface PendingObject {

    /** Its name. */
    ObjectId id();

    /** Appends bytes; the result comes when they have left memory. */
    Uni<Void> write(Buffer bytes);

    /** Makes the object durable and visible: content first, then its name. */
    Uni<StoredObject> commit();

    /** Gives the object up; it leaves no trace. Harmless after a failure. */
    Uni<Void> discard();
}
