package org.radbridge.ingest.quarantine;

import org.radbridge.kit.failure.FailureId;

/** The ways a decision about a quarantined instance can fail. */
public enum QuarantineFailure implements FailureId {
    NOT_QUARANTINED("not-quarantined", 404, "No such instance waits in quarantine"),
    INVALID_VALUE("invalid-value", 400, "A value cannot be set"),
    STILL_REFUSED("still-refused", 409, "The instance is still not taken"),
    ALREADY_STORED("already-stored", 409, "The archive has another instance of this UID");

    private final String id;
    private final int status;
    private final String title;

    QuarantineFailure(String id, int status, String title) {
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
