package org.radbridge.dicom.pdu;

/** Bytes that are no PDU, or a PDU beyond a limit; says with which reason to abort. */
public final class PduException extends Exception {

    private final AbortReason abortReason;
    private final String detail;

    public PduException(AbortReason abortReason, String detail) {
        super(detail);
        this.abortReason = abortReason;
        this.detail = detail;
    }

    /** What is wrong, without any of the PDU's text. */
    public String detail() {
        return detail;
    }

    /** The reason that the A-ABORT sent in answer carries. */
    public AbortReason abortReason() {
        return abortReason;
    }
}
