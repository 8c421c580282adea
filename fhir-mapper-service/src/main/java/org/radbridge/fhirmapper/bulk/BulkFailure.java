package org.radbridge.fhirmapper.bulk;

import org.radbridge.kit.failure.FailureId;

/** Why there is no such export. */
public enum BulkFailure implements FailureId {
    NOT_ASYNCHRONOUS("bulk-not-asynchronous", 400, "An export is made with Prefer: respond-async"),
    FORMAT("bulk-format", 400, "Exports are written as application/fhir+ndjson"),
    PARAMETER("bulk-parameter", 400, "A parameter of the export is not understood"),
    UNKNOWN("bulk-unknown", 404, "There is no such export"),
    NOT_READY("bulk-not-ready", 409, "The export is not ready yet"),
    TOO_MANY("bulk-too-many", 429, "Too many exports of this caller are kept");

    private final String id;
    private final int status;
    private final String title;

    BulkFailure(String id, int status, String title) {
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
