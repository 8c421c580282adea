package org.radbridge.dicom.pdu;

import java.util.Optional;

/** The PDU types and their codes, PS3.8 §9.3.2 to §9.3.8. */
public enum PduType {
    A_ASSOCIATE_RQ(0x01),
    A_ASSOCIATE_AC(0x02),
    A_ASSOCIATE_RJ(0x03),
    P_DATA_TF(0x04),
    A_RELEASE_RQ(0x05),
    A_RELEASE_RP(0x06),
    A_ABORT(0x07);

    private final int code;

    PduType(int code) {
        this.code = code;
    }

    /** The first byte of such a PDU. */
    public int code() {
        return code;
    }

    /** The type with this code; empty when the standard has none. */
    public static Optional<PduType> of(int code) {
        return code >= 1 && code <= values().length
                ? Optional.of(values()[code - 1])
                : Optional.empty();
    }
}
