package org.radbridge.fhirmapper.interaction;

import org.radbridge.kit.failure.FailureId;

/** Why something is not written. */
public enum WriteFailure implements FailureId {
    INVALID_BODY("fhir-body-invalid", 400, "The body is not what this interaction takes"),
    TOO_LARGE("fhir-body-too-large", 413, "The body is larger than this server takes"),
    ID_MISMATCH("fhir-id-mismatch", 400, "The resource's id is not that of the address"),
    ID_ASSIGNED_HERE(
            "fhir-id-assigned-here", 405, "There is no such resource, and ids are given here"),
    CONDITION_MISSING("fhir-condition-missing", 400, "A conditional interaction needs a condition"),
    SEVERAL_MATCHES("fhir-several-matches", 412, "The condition meets more than one resource"),
    VERSION_CONFLICT("fhir-version-conflict", 412, "The resource has changed since that version"),
    DELETED("fhir-deleted", 410, "The resource has been deleted"),
    RESULT_OWNED("fhir-result-owned", 403, "A study's result is written by Radbridge itself"),
    PATIENT_KNOWN("fhir-patient-known", 409, "There is a Patient with this identifier already"),
    PATIENT_HAS_RECORD("fhir-patient-has-record", 409, "The Patient's record is not empty"),
    PATIENT_MERGED("fhir-patient-merged", 409, "The Patient was merged into another"),
    REFERENCE_UNRESOLVED("fhir-reference-unresolved", 400, "A reference leads nowhere"),
    ENTRIES_OVERLAP("fhir-entries-overlap", 400, "Two entries are about the same resource"),
    BUSY("fhir-write-contended", 503, "Other writers were in the way");

    private final String id;
    private final int status;
    private final String title;

    WriteFailure(String id, int status, String title) {
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
