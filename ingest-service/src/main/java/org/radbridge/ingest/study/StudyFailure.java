package org.radbridge.ingest.study;

import org.radbridge.kit.failure.FailureId;

/** The ways a request about a study can fail. */
public enum StudyFailure implements FailureId {
    STUDY_NOT_FOUND("study-not-found", 404, "There is no such study"),
    STUDY_STILL_OPEN("study-still-open", 409, "The study is not closed yet"),
    STUDY_INCOMPLETE("study-incomplete", 409, "Expected instances of the study are missing"),
    STUDY_IS_PRIOR("study-is-prior", 409, "The study was fetched to compare with"),
    EXPECTATION_INVALID("expectation-invalid", 400, "The expected instances make no sense"),
    NO_RULE_MATCHES("no-rule-matches", 409, "No routing rule matches the study"),
    CLOSE_FAILED("study-close-failed", 500, "The study could not be closed");

    private final String id;
    private final int status;
    private final String title;

    StudyFailure(String id, int status, String title) {
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
