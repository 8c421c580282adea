package org.radbridge.dicom.pdu;

/** One protocol data unit of the upper layer, PS3.8 §9.3.1. */
public sealed interface Pdu
        permits AAssociateRq, AAssociateAc, AAssociateRj, PDataTf, AReleaseRq, AReleaseRp, AAbort {

    /** The bytes before the variable field: type, reserved byte and 32-bit length. */
    int HEADER_LENGTH = 6;

    /** The kind of this PDU, whose code is its first byte on the wire. */
    PduType type();
}
