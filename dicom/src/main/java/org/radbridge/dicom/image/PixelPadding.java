package org.radbridge.dicom.image;

import java.util.Optional;
import java.util.OptionalInt;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;

/**
 * Stored values that are no part of the picture (PS3.3 C.7.5.1.1.2): they have no part in the range
 * of its values, and are shown black.
 *
 * @param lowest of Pixel Padding Value (0028,0120) and Pixel Padding Range Limit (0028,0121)
 * @param highest of the two
 */
record PixelPadding(long lowest, long highest) {

    /** The padding of a greyscale image that names one. */
    static Optional<PixelPadding> of(DataSet image, boolean signed) {
        OptionalInt value = image.integer(Tag.PixelPaddingValue);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        long padding = cell(value.getAsInt(), signed);
        long limit =
                cell(image.integer(Tag.PixelPaddingRangeLimit).orElse(value.getAsInt()), signed);
        return Optional.of(new PixelPadding(Math.min(padding, limit), Math.max(padding, limit)));
    }

    /** Writers give a word of the wrong sign: US for pixels in two's complement and the reverse. */
    private static long cell(int word, boolean signed) {
        return signed ? (short) word : word & 0xFFFF;
    }

    boolean contains(long stored) {
        return stored >= lowest && stored <= highest;
    }
}
