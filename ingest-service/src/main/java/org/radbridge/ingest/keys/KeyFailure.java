package org.radbridge.ingest.keys;

import org.radbridge.kit.failure.FailureId;

/** The stable ids of failures with keys. */
public enum KeyFailure implements FailureId {
    /** The key service does not answer, or is sealed. */
    KEY_SERVICE_UNAVAILABLE("key-service-unavailable", 503, "The key service cannot be reached"),
    /** The key service or the key file refuses what it is asked. */
    KEY_REFUSED("key-refused", 500, "The master key is not to be had"),
    /** Nobody has the wrapping key any more, or the wrapped key was changed. */
    KEY_UNUSABLE("key-unusable", 500, "The key of an object cannot be opened");

    private final String id;
    private final int status;
    private final String title;

    KeyFailure(String id, int status, String title) {
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
