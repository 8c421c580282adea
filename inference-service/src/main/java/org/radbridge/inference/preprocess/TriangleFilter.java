package org.radbridge.inference.preprocess;

import java.util.Arrays;

/**
 * Resizes along one axis: output i of m from n samples is the mean of the samples around its centre
 * with weights that fall linearly to 0 at {@code max(n/m, 1)} samples' distance.
 */
final class TriangleFilter {
    private final int[] firstSample;
    private final double[][] weights;

    TriangleFilter(int samples, int outputs) {
        firstSample = new int[outputs];
        weights = new double[outputs][];
        double scale = (double) samples / outputs;
        double support = Math.max(scale, 1);
        for (int i = 0; i < outputs; i++) {
            double centre = (i + 0.5) * scale;
            int first = Math.max(0, (int) Math.floor(centre - support - 0.5));
            int last = Math.min(samples - 1, (int) Math.ceil(centre + support - 0.5));
            firstSample[i] = first;
            weights[i] = weights(first, last, centre, support);
        }
    }

    private static double[] weights(int first, int last, double centre, double support) {
        double[] weights = new double[last - first + 1];
        double sum = 0;
        for (int j = first; j <= last; j++) {
            double weight = Math.max(0, 1 - Math.abs(j + 0.5 - centre) / support);
            weights[j - first] = weight;
            sum += weight;
        }
        for (int k = 0; k < weights.length; k++) {
            weights[k] /= sum;
        }
        return weights;
    }

    /** Both axes: first every row across, then every column down. */
    static Plane resize(Plane plane, int rows, int columns) {
        if (plane.rows() == rows && plane.columns() == columns) {
            return plane;
        }
        float[] across = new TriangleFilter(plane.columns(), columns).alongRows(plane);
        return new Plane(
                rows,
                columns,
                new TriangleFilter(plane.rows(), rows).alongColumns(across, columns));
    }

    private float[] alongRows(Plane plane) {
        int columns = weights.length;
        float[] out = new float[plane.rows() * columns];
        for (int row = 0; row < plane.rows(); row++) {
            int start = row * plane.columns();
            for (int i = 0; i < columns; i++) {
                double sum = 0;
                double[] weight = weights[i];
                int at = start + firstSample[i];
                for (int k = 0; k < weight.length; k++) {
                    sum += weight[k] * plane.values()[at + k];
                }
                out[row * columns + i] = (float) sum;
            }
        }
        return out;
    }

    private float[] alongColumns(float[] values, int columns) {
        int rows = weights.length;
        float[] out = new float[rows * columns];
        double[] line = new double[columns];
        for (int i = 0; i < rows; i++) {
            Arrays.fill(line, 0);
            for (int k = 0; k < weights[i].length; k++) {
                double weight = weights[i][k];
                int at = (firstSample[i] + k) * columns;
                for (int column = 0; column < columns; column++) {
                    line[column] += weight * values[at + column];
                }
            }
            for (int column = 0; column < columns; column++) {
                out[i * columns + column] = (float) line[column];
            }
        }
        return out;
    }
}
