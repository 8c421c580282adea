package org.radbridge.ingest.research;

import org.radbridge.kit.failure.FailureId;

/** The ways an export can be wrong. */
public enum ResearchFailure implements FailureId {
    RESEARCH_NOT_CONFIGURED("research-not-configured", 409, "No secret for projects is configured"),
    EXPORT_INVALID("export-invalid", 400, "The export is not described as it must be"),
    EXPORT_NOT_FOUND("export-not-found", 404, "There is no such export");

    private final String id;
    private final int status;
    private final String title;

    ResearchFailure(String id, int status, String title) {
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
