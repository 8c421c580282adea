package org.radbridge.inference.pixels;

import org.jspecify.annotations.Nullable;
import org.radbridge.inference.spacing.PixelSpacing;

/**
 * One greyscale image as it is stored.
 *
 * @param seriesInstanceUid (0020,000E)
 * @param sopInstanceUid (0008,0018)
 * @param sopClassUid (0008,0016)
 * @param rows (0028,0010)
 * @param columns (0028,0011)
 * @param values {@code rows × columns} stored values, row by row from the top left, signed as Pixel
 *     Representation says; every 16-bit integer is exact as a float. The array is handed over: who
 *     prepares the image may overwrite it
 * @param rescaleSlope (0028,1053), 1 where absent
 * @param rescaleIntercept (0028,1052), 0 where absent
 * @param lowIsWhite whether Photometric Interpretation (0028,0004) is MONOCHROME1
 * @param spacing how far apart the pixels are; null where the image does not say
 */
@SuppressWarnings("ArrayRecordComponent")
public record StoredImage(
        String seriesInstanceUid,
        String sopInstanceUid,
        String sopClassUid,
        int rows,
        int columns,
        float[] values,
        double rescaleSlope,
        double rescaleIntercept,
        boolean lowIsWhite,
        @Nullable PixelSpacing spacing) {
    public StoredImage {
        if (values.length != rows * columns) {
            throw new IllegalArgumentException(
                    rows + " × " + columns + " pixels, " + values.length + " values");
        }
    }
}
