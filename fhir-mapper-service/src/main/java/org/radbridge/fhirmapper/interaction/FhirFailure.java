package org.radbridge.fhirmapper.interaction;

import org.radbridge.kit.failure.FailureId;

/** Ways in which a FHIR request fails, beside those of searches, of writes and of every service. */
public enum FhirFailure implements FailureId {
    UNKNOWN_TYPE("fhir-type-unknown", 404, "This resource type is not kept here"),
    UNKNOWN_PAGE("fhir-page-unknown", 410, "This page of a search has expired"),
    NOT_ACCEPTABLE("fhir-format-unsupported", 406, "Only FHIR's JSON and XML are written");

    private final String id;
    private final int status;
    private final String title;

    FhirFailure(String id, int status, String title) {
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
