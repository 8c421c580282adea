package org.radbridge.ingest.storage;

/**
 * An object that is durable.
 *
 * @param id its name
 * @param size bytes of the content, as written by the caller
 * @param sha256 the SHA-256 of the content
 */
public record StoredObject(ObjectId id, long size, Sha256 sha256) {}
