package org.radbridge.ingest.storage;

import org.radbridge.ingest.keys.WrappedKey;

/**
 * All that it takes to read an object.
 *
 * @param id its name in the store
 * @param key what opens it: kept beside the id, never in the store, so that forgetting it makes
 *     every copy of the bytes unreadable
 */
public record SealedObject(ObjectId id, WrappedKey key) {}
