package org.radbridge.ingest.storage;

import org.radbridge.kit.failure.FailureId;

/** The stable ids of storage failures. */
public enum StorageFailure implements FailureId {
    STORAGE_FULL("storage-full", 507, "The object store has no room"),
    STORAGE_UNAVAILABLE("storage-unavailable", 503, "The object store cannot be reached"),
    OBJECT_MISSING("object-missing", 500, "An indexed object is not in the store"),
    STORAGE_BROKEN("storage-broken", 500, "The object store fails");

    private final String id;
    private final int status;
    private final String title;

    StorageFailure(String id, int status, String title) {
        this.id = id;
        this.status = status;
        this.title = title;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
