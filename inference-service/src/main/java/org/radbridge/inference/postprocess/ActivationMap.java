package org.radbridge.inference.postprocess;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One label's class activation map: a grid of activations laid over a network's input, row by row
 * from the top left cell.
 *
 * @param columns cells across
 * @param rows cells down
 * @param values {@code columns × rows} activations, without unit
 */
public record ActivationMap(int columns, int rows, float[] values) {
    public ActivationMap {
        if (columns < 1 || rows < 1 || values.length != columns * rows) {
            throw new IllegalArgumentException(
                    columns + " × " + rows + " cells, " + values.length + " values");
        }
        values = values.clone();
    }

    /** The activation of the cell in a column and row. */
    public float at(int column, int row) {
        return values[row * columns + column];
    }

    /** Index of the hottest cell, row by row; the first one when several are equally hot. */
    public int hottestCell() {
        int hottest = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[hottest]) {
                hottest = i;
            }
        }
        return hottest;
    }

    /** The activations as float32, little endian: the form in which they are kept. */
    public byte[] littleEndian() {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    /** Reads what {@link #littleEndian()} wrote. */
    public static ActivationMap ofLittleEndian(int columns, int rows, byte[] bytes) {
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return new ActivationMap(columns, rows, values);
    }

    @Override
    public float[] values() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActivationMap(int c, int r, float[] v)
                && c == columns
                && r == rows
                && Arrays.equals(v, values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * columns + rows) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "ActivationMap[" + columns + " × " + rows + "]";
    }
}
