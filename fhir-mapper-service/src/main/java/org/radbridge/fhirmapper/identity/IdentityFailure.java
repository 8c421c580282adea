package org.radbridge.fhirmapper.identity;

import org.radbridge.kit.failure.FailureId;

/** Why what is said of a patient cannot be done now, or ever. */
public enum IdentityFailure implements FailureId {
    CHANGED("patient-identity-changed", 503, "The patient was merged or ordered for meanwhile"),
    MERGE_CIRCLE("patient-merge-circle", 409, "The surviving patient was merged into the other"),
    MERGE_ITSELF("patient-merge-itself", 422, "A patient cannot be merged into itself");

    private final String id;
    private final int status;
    private final String title;

    IdentityFailure(String id, int status, String title) {
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
