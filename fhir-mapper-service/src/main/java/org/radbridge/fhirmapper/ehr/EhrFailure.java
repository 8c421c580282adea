package org.radbridge.fhirmapper.ehr;

import org.radbridge.kit.failure.FailureId;

/** Why a result is not in the EHR yet. */
public enum EhrFailure implements FailureId {
    UNKNOWN("ehr-unknown", "No destination of this name is configured"),
    UNREACHABLE("ehr-unreachable", "The EHR does not answer"),
    BUSY("ehr-busy", "The EHR cannot take it now"),
    REFUSED("ehr-refused", "The EHR refused the result"),
    UNAUTHORIZED("ehr-unauthorized", "The EHR does not let us in"),
    UNREADABLE("ehr-answer-unreadable", "The EHR's answer is not one"),
    WAITING("ehr-waiting", "Another result introduces the same patient or device there");

    private final String id;
    private final String title;

    EhrFailure(String id, String title) {
        this.id = id;
        this.title = title;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int status() {
        return 502;
    }

    @Override
    public String title() {
        return title;
    }
}
