package org.radbridge.rbac.policy;

import org.radbridge.kit.failure.FailureId;

/** The ways in which a policy is refused. */
public enum PolicyFailure implements FailureId {
    POLICY_INVALID("policy-invalid", 422, "The access policy is not valid");

    private final String id;
    private final int status;
    private final String title;

    PolicyFailure(String id, int status, String title) {
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
