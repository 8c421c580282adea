package org.radbridge.inference.postprocess;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.radbridge.contracts.Evidence.Point;

/**
 * The outline of the area around a map's hottest cell whose activation reaches a level. Cells join
 * over their edges, not over their corners. Between a cell inside and its neighbour outside, the
 * outline passes where linear interpolation meets the level (marching squares); at the map's edge
 * it runs along the edge.
 */
final class HottestArea {
    /** Neighbours clockwise: above, right, below, left. */
    private static final int[] COLUMN_STEP = {0, 1, 0, -1};

    private static final int[] ROW_STEP = {-1, 0, 1, 0};

    private final ActivationMap map;
    private final double level;
    private final BitSet inside;

    private HottestArea(ActivationMap map, double level) {
        this.map = map;
        this.level = level;
        this.inside = grow();
    }

    /**
     * The outline, clockwise as seen on the image, in cells: (0, 0) is the map's top left corner,
     * (0.5, 0.5) the middle of its first cell. Empty when the hottest cell itself is below the
     * level.
     */
    static List<Point> outline(ActivationMap map, double level) {
        HottestArea area = new HottestArea(map, level);
        return area.inside.isEmpty() ? List.of() : area.walk();
    }

    private BitSet grow() {
        BitSet reached = new BitSet(map.columns() * map.rows());
        int peak = map.hottestCell();
        ArrayDeque<Integer> open = new ArrayDeque<>();
        if (map.at(peak % map.columns(), peak / map.columns()) >= level) {
            reached.set(peak);
            open.add(peak);
        }
        while (!open.isEmpty()) {
            int cell = open.remove();
            for (int direction = 0; direction < 4; direction++) {
                int column = cell % map.columns() + COLUMN_STEP[direction];
                int row = cell / map.columns() + ROW_STEP[direction];
                if (onMap(column, row) && map.at(column, row) >= level) {
                    int next = row * map.columns() + column;
                    if (!reached.get(next)) {
                        reached.set(next);
                        open.add(next);
                    }
                }
            }
        }
        return reached;
    }

    /**
     * Walks the outer boundary clockwise. A step is a cell of the area and the side on which it
     * looks outwards; the first is the top of the area's first cell.
     */
    private List<Point> walk() {
        int first = inside.nextSetBit(0);
        int startColumn = first % map.columns();
        int startRow = first / map.columns();
        int column = startColumn;
        int row = startRow;
        int outward = 0;
        List<Point> outline = new ArrayList<>();
        do {
            outline.add(crossing(column, row, outward));
            int along = (outward + 1) % 4;
            int besideColumn = column + COLUMN_STEP[along];
            int besideRow = row + ROW_STEP[along];
            int diagonalColumn = besideColumn + COLUMN_STEP[outward];
            int diagonalRow = besideRow + ROW_STEP[outward];
            if (!isInside(besideColumn, besideRow)) {
                outward = along;
            } else if (!isInside(diagonalColumn, diagonalRow)) {
                column = besideColumn;
                row = besideRow;
            } else {
                column = diagonalColumn;
                row = diagonalRow;
                outward = (outward + 3) % 4;
            }
        } while (column != startColumn || row != startRow || outward != 0);
        return outline;
    }

    /** Where the outline passes between a cell of the area and its neighbour outside. */
    private Point crossing(int column, int row, int outward) {
        int outsideColumn = column + COLUMN_STEP[outward];
        int outsideRow = row + ROW_STEP[outward];
        double share = 0.5;
        if (onMap(outsideColumn, outsideRow)) {
            double within = map.at(column, row);
            double beyond = map.at(outsideColumn, outsideRow);
            share = (within - level) / (within - beyond);
        }
        return new Point(
                column + 0.5 + share * COLUMN_STEP[outward], row + 0.5 + share * ROW_STEP[outward]);
    }

    private boolean isInside(int column, int row) {
        return onMap(column, row) && inside.get(row * map.columns() + column);
    }

    private boolean onMap(int column, int row) {
        return column >= 0 && column < map.columns() && row >= 0 && row < map.rows();
    }
}
