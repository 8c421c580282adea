package org.radbridge.phantoms.tensor;

import java.util.Arrays;
import org.radbridge.phantoms.plane.Plane;

/**
 * The steps of a model card, one function each: plane in, plane out, the input left as it was.
 * Names and formulas as in models/README.md.
 */
public final class Preprocessing {
    private Preprocessing() {}

    /** {@code rescale}: stored values to the modality's unit (PS3.3 C.11.1). */
    public static Plane rescale(Plane stored, double slope, double intercept) {
        return each(stored, value -> value * slope + intercept);
    }

    /** {@code scale-percentiles}: two percentiles become 0 and 1, what lies beyond is cut off. */
    public static Plane scalePercentiles(Plane plane, double low, double high) {
        float[] sorted = plane.values().clone();
        Arrays.sort(sorted);
        double from = sorted[(int) Math.floor(low / 100 * (sorted.length - 1))];
        double to = sorted[(int) Math.floor(high / 100 * (sorted.length - 1))];
        if (from == to) {
            return new Plane(plane.rows(), plane.columns());
        }
        return each(plane, value -> Math.clamp((value - from) / (to - from), 0, 1));
    }

    /** One window of {@code windows}: LINEAR_EXACT (PS3.3 C.11.2.1.3.2), output 0 to 1. */
    public static Plane window(Plane plane, double centre, double width) {
        return each(plane, value -> Math.clamp((value - (centre - width / 2)) / width, 0, 1));
    }

    /** {@code invert-monochrome1}, to be called for such an image only. */
    public static Plane invert(Plane plane) {
        return each(plane, value -> 1 - value);
    }

    /** {@code pad-to-square}: the plane in the middle of a square. */
    public static Plane padToSquare(Plane plane, float value) {
        int side = Math.max(plane.rows(), plane.columns());
        if (plane.rows() == plane.columns()) {
            return plane;
        }
        Plane square = new Plane(side, side);
        Arrays.fill(square.values(), value);
        int top = (side - plane.rows()) / 2;
        int left = (side - plane.columns()) / 2;
        for (int row = 0; row < plane.rows(); row++) {
            System.arraycopy(
                    plane.values(),
                    row * plane.columns(),
                    square.values(),
                    (top + row) * side + left,
                    plane.columns());
        }
        return square;
    }

    /** {@code resize} with the triangle filter. */
    public static Plane resize(Plane plane, int height, int width) {
        TriangleFilter across = TriangleFilter.between(plane.columns(), width);
        TriangleFilter down = TriangleFilter.between(plane.rows(), height);
        Plane narrowed = new Plane(plane.rows(), width);
        for (int row = 0; row < plane.rows(); row++) {
            across.apply(
                    plane.values(), row * plane.columns(), 1, narrowed.values(), row * width, 1);
        }
        Plane resized = new Plane(height, width);
        for (int column = 0; column < width; column++) {
            down.apply(narrowed.values(), column, width, resized.values(), column, width);
        }
        return resized;
    }

    /** {@code normalise}. */
    public static Plane normalise(Plane plane, double mean, double standardDeviation) {
        return each(plane, value -> (value - mean) / standardDeviation);
    }

    private interface Step {
        double apply(double value);
    }

    private static Plane each(Plane plane, Step step) {
        float[] values = new float[plane.values().length];
        for (int pixel = 0; pixel < values.length; pixel++) {
            values[pixel] = (float) step.apply(plane.values()[pixel]);
        }
        return new Plane(plane.rows(), plane.columns(), values);
    }
}
