package org.radbridge.dicom.parametricmap;

import org.radbridge.dicom.iod.ImagePoint;

/**
 * Cells of numbers laid over an image.
 *
 * @param rows cells down
 * @param columns cells across
 * @param values row by row from the top left; not copied
 * @param topLeft the outer corner of the first cell in the image's pixels; may lie outside it
 * @param bottomRight the outer corner of the last cell
 */
@SuppressWarnings("ArrayRecordComponent")
public record ValueGrid(
        int rows, int columns, float[] values, ImagePoint topLeft, ImagePoint bottomRight) {

    public ValueGrid {
        if (rows < 1 || columns < 1 || values.length != rows * columns) {
            throw new IllegalArgumentException(
                    values.length + " values in " + rows + " rows of " + columns);
        }
        if (!(topLeft.column() < bottomRight.column() && topLeft.row() < bottomRight.row())) {
            throw new IllegalArgumentException("a grid covers an area");
        }
    }

    /** A cell's width in pixels of the image. */
    public double cellWidth() {
        return (bottomRight.column() - topLeft.column()) / columns;
    }

    /** A cell's height in pixels of the image. */
    public double cellHeight() {
        return (bottomRight.row() - topLeft.row()) / rows;
    }

    /** The value of the cell over a place; of the nearest cell beside the grid. */
    public float at(double column, double row) {
        int across = (int) Math.floor((column - topLeft.column()) / cellWidth());
        int down = (int) Math.floor((row - topLeft.row()) / cellHeight());
        return values[Math.clamp(down, 0, rows - 1) * columns + Math.clamp(across, 0, columns - 1)];
    }

    /** The value at a place, interpolated between the middles of cells. */
    public double interpolated(double column, double row) {
        double across = (column - topLeft.column()) / cellWidth() - 0.5;
        double down = (row - topLeft.row()) / cellHeight() - 0.5;
        int left = (int) Math.floor(across);
        int top = (int) Math.floor(down);
        double right = across - left;
        double below = down - top;
        double upper = (1 - right) * cell(top, left) + right * cell(top, left + 1);
        double lower = (1 - right) * cell(top + 1, left) + right * cell(top + 1, left + 1);
        return (1 - below) * upper + below * lower;
    }

    private float cell(int row, int column) {
        return values[Math.clamp(row, 0, rows - 1) * columns + Math.clamp(column, 0, columns - 1)];
    }

    float least() {
        float least = values[0];
        for (float value : values) {
            least = Math.min(least, value);
        }
        return least;
    }

    /** The highest value. */
    public float greatest() {
        float greatest = values[0];
        for (float value : values) {
            greatest = Math.max(greatest, value);
        }
        return greatest;
    }

    @Override
    public String toString() {
        return "ValueGrid[" + rows + " x " + columns + "]";
    }
}
