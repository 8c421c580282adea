package org.radbridge.dicom.pdu;

/** The result of one presentation context, PS3.8 Table 9-18. */
public enum ContextResult {
    ACCEPTANCE(0),
    USER_REJECTION(1),
    NO_REASON(2),
    ABSTRACT_SYNTAX_NOT_SUPPORTED(3),
    TRANSFER_SYNTAXES_NOT_SUPPORTED(4);

    private final int code;

    ContextResult(int code) {
        this.code = code;
    }

    /** The value of the Result/Reason field. */
    public int code() {
        return code;
    }
}
