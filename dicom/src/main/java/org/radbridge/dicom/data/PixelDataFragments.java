package org.radbridge.dicom.data;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encapsulated Pixel Data (PS3.5 annex A.4).
 *
 * @param vr OB, or OW
 * @param fragments the items in order, the Basic Offset Table first (it may be empty); bytes not
 *     copied
 */
public record PixelDataFragments(int tag, Vr vr, List<byte[]> fragments) implements Element {

    public PixelDataFragments {
        fragments = List.copyOf(fragments);
    }

    @Override
    public boolean isEmpty() {
        return fragments.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PixelDataFragments that
                && tag == that.tag
                && vr == that.vr
                && Arrays.deepEquals(fragments.toArray(), that.fragments.toArray());
    }

    @Override
    public int hashCode() {
        return 31 * tag + Arrays.deepHashCode(fragments.toArray());
    }

    @Override
    public String toString() {
        return Dictionary.format(tag) + " " + vr + " " + fragments.size() + " fragments";
    }
}
