package org.radbridge.fhirmapper.consult;

import org.radbridge.kit.failure.FailureId;

/** Why a proposal is not signed or declined. */
public enum ConsultFailure implements FailureId {
    NO_PROPOSAL("consult-no-proposal", 409, "This ServiceRequest is no proposal of Radbridge's"),
    DECIDED("consult-decided", 409, "Somebody has signed or declined it, or its finding is gone");

    private final String id;
    private final int status;
    private final String title;

    ConsultFailure(String id, int status, String title) {
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
