package org.radbridge.ingest.ae;

import org.radbridge.dicom.pdu.RejectReason;

/** Why a caller is sent away, and the reason of PS3.8 table 9-21 that it is told. */
public enum Refusal {
    /** No application entity of this title is known. */
    TITLE("title-unknown", RejectReason.CALLING_AE_TITLE_NOT_RECOGNIZED),
    /** The title is known, but not from there: whoever it is, it is not the one that is known. */
    ADDRESS("address-unknown", RejectReason.CALLING_AE_TITLE_NOT_RECOGNIZED),
    /** The standard has no reason for this one. */
    NOT_ENCRYPTED("tls-required", RejectReason.NO_REASON_GIVEN),
    /** Its certificate is missing or another's. */
    CERTIFICATE("certificate-mismatch", RejectReason.CALLING_AE_TITLE_NOT_RECOGNIZED);

    private final String id;
    private final RejectReason reason;

    Refusal(String id, RejectReason reason) {
        this.id = id;
        this.reason = reason;
    }

    /** The name in log, metric and registry. */
    public String id() {
        return id;
    }

    RejectReason reason() {
        return reason;
    }
}
