package org.radbridge.fhirmapper.validation;

import org.radbridge.kit.failure.FailureId;

/** Why a resource is not taken as it is. */
public enum ValidationFailure implements FailureId {
    INVALID_RESOURCE("fhir-resource-invalid", 422, "The resource does not conform"),
    UNKNOWN_PROFILE("fhir-profile-unknown", 422, "The profile is not known here");

    private final String id;
    private final int status;
    private final String title;

    ValidationFailure(String id, int status, String title) {
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
