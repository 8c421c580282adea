package org.radbridge.inference.postprocess;

import java.util.ArrayList;
import java.util.List;
import org.radbridge.contracts.Evidence.Point;

/** What is done with closed outlines; the last point joins the first. */
final class Polygon {
    private Polygon() {}

    /**
     * Drops corners until at most {@code most} are left, always the one whose triangle with its
     * neighbours covers the least area (Visvalingam and Whyatt).
     */
    static List<Point> simplify(List<Point> outline, int most) {
        if (most < 3) {
            throw new IllegalArgumentException("an outline needs three points, not " + most);
        }
        List<Point> kept = new ArrayList<>(outline);
        while (kept.size() > most) {
            kept.remove(leastCorner(kept));
        }
        return List.copyOf(kept);
    }

    /** The area inside, whichever way the outline runs (shoelace formula). */
    static double area(List<Point> outline) {
        double twice = 0;
        for (int i = 0; i < outline.size(); i++) {
            Point a = outline.get(i);
            Point b = outline.get((i + 1) % outline.size());
            twice += a.column() * b.row() - b.column() * a.row();
        }
        return Math.abs(twice) / 2;
    }

    private static int leastCorner(List<Point> outline) {
        int least = 0;
        double leastArea = Double.POSITIVE_INFINITY;
        int size = outline.size();
        for (int i = 0; i < size; i++) {
            double area =
                    triangle(
                            outline.get((i + size - 1) % size),
                            outline.get(i),
                            outline.get((i + 1) % size));
            if (area < leastArea) {
                leastArea = area;
                least = i;
            }
        }
        return least;
    }

    private static double triangle(Point a, Point b, Point c) {
        return Math.abs(
                        (b.column() - a.column()) * (c.row() - a.row())
                                - (c.column() - a.column()) * (b.row() - a.row()))
                / 2;
    }
}
