package org.radbridge.dicom.io;

import java.util.Optional;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Vr;

/** Tells from a data set's first eight bytes how it is coded, when nothing else does. */
final class Sniffed {

    /** No first element of a real data set is longer. */
    private static final long PLAUSIBLE_LENGTH = 1 << 16;

    private static final int LAST_PLAUSIBLE_GROUP = 0x0010;

    private Sniffed() {}

    /** Empty when the bytes do not begin with an element of a low, even group. */
    static Optional<TransferSyntax> transferSyntax(byte[] bytes) {
        if (bytes.length < 8) {
            return Optional.empty();
        }
        boolean explicit = Vr.of(bytes[4], bytes[5]).isPresent();
        if (explicit && isPlausible(new Encoding(true, true).uint16(bytes, 0))) {
            return Optional.of(TransferSyntax.EXPLICIT_VR_BIG_ENDIAN);
        }
        Encoding littleEndian = Encoding.IMPLICIT_LITTLE_ENDIAN;
        if (!isPlausible(littleEndian.uint16(bytes, 0))) {
            return Optional.empty();
        }
        if (explicit) {
            return Optional.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        }
        return littleEndian.uint32(bytes, 4) < PLAUSIBLE_LENGTH
                ? Optional.of(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN)
                : Optional.empty();
    }

    /**
     * The transfer syntax that a file names, or Implicit VR Little Endian when it names a plain
     * explicit one and its first element, which such writers leave in implicit VR, has no VR.
     */
    static TransferSyntax unlessImplicit(TransferSyntax named, byte[] bytes) {
        boolean mistaken =
                named.equals(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)
                        && transferSyntax(bytes)
                                .filter(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN::equals)
                                .isPresent();
        return mistaken ? TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN : named;
    }

    private static boolean isPlausible(int group) {
        return group >= 2 && group <= LAST_PLAUSIBLE_GROUP && group % 2 == 0;
    }
}
