package org.radbridge.ingest.storage;

import org.radbridge.ingest.keys.WrappedKey;

/**
 * An object that is durable.
 *
 * @param id its name
 * @param key its key, wrapped: whoever keeps the id keeps it too
 * @param size bytes of the content, as written by the caller
 * @param sha256 the SHA-256 of the content
 */
public record StoredObject(ObjectId id, WrappedKey key, long size, Sha256 sha256) {

    /** What it takes to read the object. */
    public SealedObject sealed() {
        return new SealedObject(id, key);
    }
}
