package org.radbridge.inference.preprocess;

import org.radbridge.contracts.Evidence.Point;

/**
 * Where an image lies in the network's input. Lengths in the image's pixels; the origin is the
 * outer corner of the top left pixel.
 *
 * @param imageRows the image's height
 * @param imageColumns the image's width
 * @param inputRows height of what became the input: the image's, or its square's
 * @param inputColumns width of what became the input
 * @param firstRow the image's first row in it
 * @param firstColumn the image's first column in it
 */
public record Placement(
        int imageRows,
        int imageColumns,
        int inputRows,
        int inputColumns,
        int firstRow,
        int firstColumn) {

    static Placement whole(int rows, int columns) {
        return new Placement(rows, columns, rows, columns, 0, 0);
    }

    static Placement padded(int rows, int columns) {
        int side = Math.max(rows, columns);
        return new Placement(rows, columns, side, side, (side - rows) / 2, (side - columns) / 2);
    }

    /** The place in the image of a place in the input, given in shares of its width and height. */
    public Point toImage(double acrossShare, double downShare) {
        double column = acrossShare * inputColumns - firstColumn;
        double row = downShare * inputRows - firstRow;
        return new Point(Math.clamp(column, 0, imageColumns), Math.clamp(row, 0, imageRows));
    }
}
