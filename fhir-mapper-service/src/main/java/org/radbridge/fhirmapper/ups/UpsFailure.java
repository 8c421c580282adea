package org.radbridge.fhirmapper.ups;

import org.radbridge.kit.failure.FailureId;

/** Why a workitem is not changed, with the status of PS3.4 table CC.2.1-3 that means the same. */
public enum UpsFailure implements FailureId {
    /** C300. */
    FINAL("ups-final", 409, "The workitem may no longer be updated"),
    /** C301. */
    TRANSACTION_UID_MISSING("ups-transaction-uid-missing", 400, "The Transaction UID is missing"),
    /** C301. */
    TRANSACTION_UID_WRONG("ups-transaction-uid-wrong", 409, "The Transaction UID is not correct"),
    /** C302. */
    IN_PROGRESS("ups-in-progress", 409, "The workitem is already IN PROGRESS"),
    /** C303. */
    SCHEDULED_ONLY_NEW("ups-scheduled-only-new", 400, "A workitem does not become SCHEDULED again"),
    /** C304. */
    NOT_ATTESTED("ups-not-attested", 409, "The report is not attested: it has not been read"),
    /** C310. */
    NOT_IN_PROGRESS("ups-not-in-progress", 409, "The workitem is not yet IN PROGRESS"),
    /** C313. */
    NOT_CANCELLED("ups-not-cancelled", 409, "A result that is there is to be read"),
    UNKNOWN_STATE("ups-state-unknown", 400, "Procedure Step State has no such term"),
    INVALID_BODY("ups-body-invalid", 400, "The body is no data set in DICOM JSON"),
    INVALID_VALUE("ups-value-invalid", 400, "A parameter has a value that it cannot have");

    private final String id;
    private final int status;
    private final String title;

    UpsFailure(String id, int status, String title) {
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
