package org.radbridge.phantoms.plane;

/**
 * Rows × columns of numbers, row by row from the top left.
 *
 * @param values not copied: who makes a plane hands its array over
 */
public record Plane(int rows, int columns, float[] values) {
    public Plane {
        if (rows < 1 || columns < 1 || values.length != rows * columns) {
            throw new IllegalArgumentException(
                    "%d values for %d rows of %d".formatted(values.length, rows, columns));
        }
    }

    /** A plane of zeros. */
    public Plane(int rows, int columns) {
        this(rows, columns, new float[rows * columns]);
    }

    public float at(int row, int column) {
        return values[row * columns + column];
    }

    /** Its size, not its thousands of values. */
    @Override
    public String toString() {
        return "Plane[%d x %d]".formatted(rows, columns);
    }
}
