package org.radbridge.dicom.io;

import org.radbridge.dicom.data.TransferSyntax;

/**
 * How elements are coded inside one sequence or data set: it may change on the way in (PS3.5
 * section 6.2.2).
 */
record Encoding(boolean explicitVr, boolean bigEndian) {

    /** What the value of an element of unknown VR is coded in. */
    static final Encoding IMPLICIT_LITTLE_ENDIAN = new Encoding(false, false);

    static final Encoding EXPLICIT_LITTLE_ENDIAN = new Encoding(true, false);

    static Encoding of(TransferSyntax transferSyntax) {
        return new Encoding(transferSyntax.explicitVr(), transferSyntax.bigEndian());
    }

    int uint16(byte[] bytes, int offset) {
        int first = bytes[offset] & 0xFF;
        int second = bytes[offset + 1] & 0xFF;
        return bigEndian ? first << 8 | second : second << 8 | first;
    }

    long uint32(byte[] bytes, int offset) {
        long first = uint16(bytes, offset);
        long second = uint16(bytes, offset + 2);
        return bigEndian ? first << 16 | second : second << 16 | first;
    }

    int tag(byte[] bytes, int offset) {
        return uint16(bytes, offset) << 16 | uint16(bytes, offset + 2);
    }
}
