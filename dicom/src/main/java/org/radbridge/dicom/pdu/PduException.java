package org.radbridge.dicom.pdu;

/** Bytes that are no PDU, or a PDU beyond a limit; says with which reason to abort. */
public final class PduException extends Exception {

    private final AbortReason abortReason;

    public PduException(AbortReason abortReason, String message) {
        super(message);
        this.abortReason = abortReason;
    }

    /** The reason that the A-ABORT sent in answer carries. */
    public AbortReason abortReason() {
        return abortReason;
    }
}
