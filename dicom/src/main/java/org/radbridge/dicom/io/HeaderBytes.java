package org.radbridge.dicom.io;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.radbridge.dicom.data.Vr;

/** The header of an element, item or fragment while its bytes arrive (PS3.5 section 7.1). */
final class HeaderBytes {

    /** Tag and 32 bit length, or tag, VR and 16 bit length. */
    static final int SHORT = 8;

    /** Tag, VR, two reserved bytes and 32 bit length. */
    static final int LONG = 12;

    private final byte[] bytes = new byte[LONG];
    private int count;

    /** Takes what is missing up to {@code length} bytes; true when all of them are there. */
    boolean fill(ByteBuffer input, int length) {
        int missing = Math.min(length - count, input.remaining());
        if (missing > 0) {
            input.get(bytes, count, missing);
            count += missing;
        }
        return count >= length;
    }

    boolean isEmpty() {
        return count == 0;
    }

    void clear() {
        count = 0;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, count);
    }

    int tag(Encoding encoding) {
        return encoding.tag(bytes, 0);
    }

    /** The length of an implicit VR element, an item or a fragment. */
    long length(Encoding encoding) {
        return encoding.uint32(bytes, 4);
    }

    int shortLength(Encoding encoding) {
        return encoding.uint16(bytes, 6);
    }

    long longLength(Encoding encoding) {
        return encoding.uint32(bytes, 8);
    }

    /**
     * The explicit VR. An unknown pair of capital letters is a VR of a later edition: it has the
     * long form and is taken as UN (PS3.5 section 6.2). Empty for what is no VR at all.
     */
    Optional<Vr> vr() {
        Optional<Vr> known = Vr.of(bytes[4], bytes[5]);
        return known.isEmpty() && isCapital(bytes[4]) && isCapital(bytes[5])
                ? Optional.of(Vr.UN)
                : known;
    }

    private static boolean isCapital(byte letter) {
        return letter >= 'A' && letter <= 'Z';
    }
}
