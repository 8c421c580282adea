package org.radbridge.ingest.cstore;

import org.radbridge.kit.failure.FailureId;

/** How an association can fail, as the audit and the log name it. */
enum AssociationFailure implements FailureId {
    REJECTED("association-rejected", 403, "The association was rejected"),
    ABORTED("association-aborted", 500, "The association ended out of order");

    private final String id;
    private final int status;
    private final String title;

    AssociationFailure(String id, int status, String title) {
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
