package org.radbridge.inference.postprocess;

import org.radbridge.kit.failure.FailureId;

/** The ways in which outputs cannot be judged. */
public enum PostprocessFailure implements FailureId {
    THRESHOLD_INVALID("threshold-invalid", 500, "The site's thresholds do not fit the model");

    private final String id;
    private final int status;
    private final String title;

    PostprocessFailure(String id, int status, String title) {
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
