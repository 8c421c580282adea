package org.radbridge.dicom.data;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value of a numeric or byte VR.
 *
 * @param bytes the value in little endian, whatever it was read from; not copied, so do not change
 *     it
 */
public record BinaryElement(int tag, Vr vr, byte[] bytes) implements Element {

    public BinaryElement {
        if (vr.isText() || vr == Vr.SQ) {
            throw new IllegalArgumentException(vr + " is not a binary VR");
        }
    }

    @Override
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** False for a numeric VR whose bytes do not make whole numbers, as files may have it. */
    public boolean isWhole() {
        return !vr.isNumber() || bytes.length % vr.valueLength() == 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BinaryElement that
                && tag == that.tag
                && vr == that.vr
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tag, vr, Arrays.hashCode(bytes));
    }

    @Override
    public String toString() {
        return Dictionary.format(tag) + " " + vr + " " + bytes.length + " bytes";
    }
}
