package org.radbridge.inference.preprocess;

/**
 * Numbers on a raster, row by row from the top left. The values are not copied: a plane is handed
 * from step to step, and each step may overwrite it.
 *
 * @param rows height
 * @param columns width
 * @param values {@code rows × columns} numbers
 */
@SuppressWarnings("ArrayRecordComponent")
record Plane(int rows, int columns, float[] values) {
    Plane {
        if (values.length != rows * columns) {
            throw new IllegalArgumentException(
                    rows + " × " + columns + " pixels, " + values.length + " values");
        }
    }
}
