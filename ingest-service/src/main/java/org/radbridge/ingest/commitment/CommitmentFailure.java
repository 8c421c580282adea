package org.radbridge.ingest.commitment;

import org.radbridge.kit.failure.FailureId;

/** Why a report of storage commitment is not delivered. */
public enum CommitmentFailure implements FailureId {
    REPORT_REFUSED("commitment-report-refused", 502, "The requestor did not take the report"),
    UNKNOWN_TRANSACTION("commitment-unknown", 404, "There is no such transaction");

    private final String id;
    private final int status;
    private final String title;

    CommitmentFailure(String id, int status, String title) {
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
