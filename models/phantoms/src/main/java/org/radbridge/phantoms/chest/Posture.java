package org.radbridge.phantoms.chest;

import org.radbridge.phantoms.plane.SplitMix64;

/**
 * How the patient stands in the image: between pixels and the anatomy's millimetres. The longer
 * side of the image shows 400 mm.
 */
record Posture(
        int rows,
        int columns,
        double spacing,
        double cosine,
        double sine,
        double scale,
        double shiftX,
        double shiftY) {
    static final double FIELD_OF_VIEW = 400;

    static Posture draw(long seed, int rows, int columns) {
        SplitMix64 random = SplitMix64.of(seed, "posture");
        double angle = random.between(-0.05, 0.05);
        return new Posture(
                rows,
                columns,
                FIELD_OF_VIEW / Math.max(rows, columns),
                StrictMath.cos(angle),
                StrictMath.sin(angle),
                random.between(0.93, 1.07),
                random.between(-10, 10),
                random.between(-10, 10));
    }

    double x(double row, double column) {
        return (cosine * right(column) + sine * down(row)) / scale;
    }

    double y(double row, double column) {
        return (cosine * down(row) - sine * right(column)) / scale;
    }

    /** The column, as a pixel edge coordinate, of a place in the anatomy. */
    double column(double x, double y) {
        return (scale * (cosine * x - sine * y) + shiftX) / spacing + columns / 2.0;
    }

    /** The row, as a pixel edge coordinate, of a place in the anatomy. */
    double row(double x, double y) {
        return (scale * (sine * x + cosine * y) + shiftY) / spacing + rows / 2.0;
    }

    /** A length in the anatomy, in pixels. */
    double pixels(double millimetres) {
        return millimetres * scale / spacing;
    }

    private double right(double column) {
        return (column + 0.5 - columns / 2.0) * spacing - shiftX;
    }

    private double down(double row) {
        return (row + 0.5 - rows / 2.0) * spacing - shiftY;
    }
}
