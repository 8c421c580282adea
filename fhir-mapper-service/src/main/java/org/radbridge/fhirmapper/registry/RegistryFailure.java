package org.radbridge.fhirmapper.registry;

import org.radbridge.kit.failure.FailureId;

/** Why a case is not confirmed or dismissed. */
public enum RegistryFailure implements FailureId {
    NO_CASE("registry-no-case", 409, "This Condition is no case that Radbridge proposed"),
    DECIDED("registry-decided", 409, "Somebody has decided it, or its findings are gone");

    private final String id;
    private final int status;
    private final String title;

    RegistryFailure(String id, int status, String title) {
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
