package org.radbridge.inference.preprocess;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.radbridge.inference.card.Step;

/** The arithmetic of the point-wise steps and of padding. */
final class Steps {
    private Steps() {}

    /** {@code x × slope + intercept}, in place. */
    static void rescale(float[] x, double slope, double intercept) {
        if (slope == 1 && intercept == 0) {
            return;
        }
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (x[i] * slope + intercept);
        }
    }

    /** {@code clamp((x − a) / (b − a), 0, 1)} between two percentiles, in place. */
    static void scalePercentiles(float[] x, Step.ScalePercentiles step) {
        double a = OrderStatistic.of(x, rank(step.low(), x.length));
        double b = OrderStatistic.of(x, rank(step.high(), x.length));
        if (a == b) {
            Arrays.fill(x, 0);
            return;
        }
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) Math.clamp((x[i] - a) / (b - a), 0, 1);
        }
    }

    private static int rank(double percentile, int n) {
        return (int) Math.floor(percentile / 100 * (n - 1));
    }

    /** One plane per window. */
    static List<Plane> windows(Plane plane, List<Step.Window> windows) {
        List<Plane> channels = new ArrayList<>(windows.size());
        float[] x = plane.values();
        for (Step.Window window : windows) {
            double lowest = window.centre() - window.width() / 2;
            float[] y = new float[x.length];
            for (int i = 0; i < x.length; i++) {
                y[i] = (float) Math.clamp((x[i] - lowest) / window.width(), 0, 1);
            }
            channels.add(new Plane(plane.rows(), plane.columns(), y));
        }
        return channels;
    }

    /** {@code 1 − x}, in place. */
    static void invert(float[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] = 1 - x[i];
        }
    }

    /** The plane in the middle of a square; the plane itself when it is one. */
    static Plane padToSquare(Plane plane, double value) {
        int rows = plane.rows();
        int columns = plane.columns();
        if (rows == columns) {
            return plane;
        }
        int side = Math.max(rows, columns);
        float[] square = new float[side * side];
        Arrays.fill(square, (float) value);
        int firstRow = (side - rows) / 2;
        int firstColumn = (side - columns) / 2;
        for (int row = 0; row < rows; row++) {
            System.arraycopy(
                    plane.values(),
                    row * columns,
                    square,
                    (firstRow + row) * side + firstColumn,
                    columns);
        }
        return new Plane(side, side, square);
    }

    /** {@code (x − mean) / standardDeviation}, in place. */
    static void normalise(float[] x, Step.Normalise step) {
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) ((x[i] - step.mean()) / step.standardDeviation());
        }
    }
}
