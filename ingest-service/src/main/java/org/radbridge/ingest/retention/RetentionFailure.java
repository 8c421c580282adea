package org.radbridge.ingest.retention;

import org.radbridge.kit.failure.FailureId;

/** The stable ids of failures around keeping and deleting. */
public enum RetentionFailure implements FailureId {
    NOTHING_STORED("nothing-to-delete", 404, "Nothing is stored of this study or patient"),
    STUDY_ON_HOLD("study-on-hold", 409, "A legal hold keeps the study"),
    HOLD_NOT_FOUND("hold-not-found", 404, "There is no such hold, or it was released"),
    DELETION_NOT_FOUND("deletion-not-found", 404, "There was no such deletion"),
    REQUEST_INCOMPLETE("request-incomplete", 400, "The request lacks something"),
    RULES_INVALID("retention-rules-invalid", 500, "The retention rules cannot be read");

    private final String id;
    private final int status;
    private final String title;

    RetentionFailure(String id, int status, String title) {
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
