package org.radbridge.ingest.ae;

import org.radbridge.kit.failure.FailureId;

/** The ways a call to an application entity can fail. */
public enum AeFailure implements FailureId {
    NOT_FOUND("ae-not-found", 404, "The application entity is not known"),
    NOT_CALLABLE("ae-not-callable", 409, "The application entity cannot be called"),
    UNREACHABLE("ae-unreachable", 502, "The application entity cannot be reached"),
    REJECTED("ae-rejected", 502, "The application entity rejects this one"),
    ABORTED("ae-aborted", 502, "The association with the application entity broke off"),
    REFUSED("ae-refused", 502, "The application entity refused the operation");

    private final String id;
    private final int status;
    private final String title;

    AeFailure(String id, int status, String title) {
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
