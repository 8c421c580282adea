package org.radbridge.escalation.delivery;

import org.radbridge.kit.failure.FailureId;

/** The ways in which an alert fails. */
public enum EscalationFailure implements FailureId {
    ALERT_REFUSED("alert-refused", 502, "The webhook did not accept the alert"),
    ALERT_UNREACHABLE("alert-unreachable", 502, "The webhook does not answer");

    private final String id;
    private final int status;
    private final String title;

    EscalationFailure(String id, int status, String title) {
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
