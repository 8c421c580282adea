package org.radbridge.phantoms.plane;

import java.util.BitSet;

/**
 * Which pixels of an image belong to something: the truth that a heat map is judged by.
 *
 * @param pixels bit row × columns + column; not copied, and not to be changed once handed over
 */
public record Mask(int rows, int columns, BitSet pixels) {
    public Mask(int rows, int columns) {
        this(rows, columns, new BitSet(rows * columns));
    }

    public boolean contains(int row, int column) {
        return row >= 0
                && row < rows
                && column >= 0
                && column < columns
                && pixels.get(row * columns + column);
    }

    public boolean isEmpty() {
        return pixels.isEmpty();
    }

    /** How many pixels belong to it. */
    public int area() {
        return pixels.cardinality();
    }

    /** Both together, as a new mask. */
    public Mask or(Mask other) {
        if (other.rows != rows || other.columns != columns) {
            throw new IllegalArgumentException("masks of different images");
        }
        BitSet union = (BitSet) pixels.clone();
        union.or(other.pixels);
        return new Mask(rows, columns, union);
    }

    /** Whether every pixel of this is also in the other. */
    public boolean within(Mask other) {
        BitSet outside = (BitSet) pixels.clone();
        outside.andNot(other.pixels);
        return outside.isEmpty();
    }

    /**
     * Whether a pixel of it lies in a rectangle, edges in pixels (the first pixel reaches from 0 to
     * 1), as a heat map's cell covers one.
     */
    public boolean touches(double top, double left, double bottom, double right) {
        int lastRow = Math.min(rows, (int) Math.ceil(bottom));
        int lastColumn = Math.min(columns, (int) Math.ceil(right));
        for (int row = Math.max(0, (int) Math.floor(top)); row < lastRow; row++) {
            int from = row * columns + Math.max(0, (int) Math.floor(left));
            int found = pixels.nextSetBit(from);
            if (found >= 0 && found < row * columns + lastColumn) {
                return true;
            }
        }
        return false;
    }

    /** The share of each pixel that belongs to it: 0 or 1, as a plane to be resized. */
    public Plane toPlane() {
        Plane plane = new Plane(rows, columns);
        pixels.stream().forEach(pixel -> plane.values()[pixel] = 1);
        return plane;
    }

    /** Its size, not its thousands of pixels. */
    @Override
    public String toString() {
        return "Mask[%d of %d x %d]".formatted(area(), rows, columns);
    }
}
