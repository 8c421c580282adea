package org.radbridge.inference.postprocess;

import java.util.List;
import org.radbridge.contracts.Evidence.Point;
import org.radbridge.inference.preprocess.Placement;

/** The outline of a map's hottest area in the pixels of the image that the map lies over. */
public final class EvidenceRegion {
    /** The area reaches down to this share of the hottest cell's activation. */
    static final double SHARE_OF_PEAK = 0.5;

    /** An outline has at most so many points. */
    static final int MOST_POINTS = 32;

    private static final double LEAST_AREA = 1;

    private EvidenceRegion() {}

    /**
     * Empty when the map is nowhere positive, or hot only where there is no image (in the padding):
     * what is left of the area is then below one pixel.
     */
    public static List<Point> of(ActivationMap map, Placement placement) {
        int peak = map.hottestCell();
        double hottest = map.at(peak % map.columns(), peak / map.columns());
        if (!(hottest > 0)) {
            return List.of();
        }
        List<Point> outline =
                HottestArea.outline(map, SHARE_OF_PEAK * hottest).stream()
                        .map(cell ->
                                placement.toImage(
                                        cell.column() / map.columns(), cell.row() / map.rows()))
                        .distinct()
                        .toList();
        return Polygon.area(outline) < LEAST_AREA
                ? List.of()
                : Polygon.simplify(outline, MOST_POINTS);
    }
}
