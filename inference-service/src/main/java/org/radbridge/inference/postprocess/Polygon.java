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

    /** The longest straight line between two points of the outline: its largest Feret diameter. */
    static Axis longestAxis(List<Point> outline) {
        Axis longest = new Axis(outline.getFirst(), outline.getFirst());
        for (int i = 0; i < outline.size(); i++) {
            for (int j = i + 1; j < outline.size(); j++) {
                Axis axis = new Axis(outline.get(i), outline.get(j));
                if (axis.length() > longest.length()) {
                    longest = axis;
                }
            }
        }
        return longest;
    }

    /**
     * How far the outline reaches at most along a line at right angles to an axis. Between two
     * corners that extent changes evenly, so that it is largest at the height of one of them.
     */
    static double widest(List<Point> outline, Axis axis) {
        double widest = 0;
        for (Point corner : outline) {
            widest = Math.max(widest, extent(outline, axis, axis.along(corner)));
        }
        return widest;
    }

    private static double extent(List<Point> outline, Axis axis, double height) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < outline.size(); i++) {
            Point a = outline.get(i);
            Point b = outline.get((i + 1) % outline.size());
            double from = axis.along(a) - height;
            double to = axis.along(b) - height;
            if (from * to > 0) {
                continue;
            }
            double start = axis.across(a);
            double end = axis.across(b);
            // An edge along the line lies on it with both ends.
            double crossing = from == to ? end : start + (end - start) * from / (from - to);
            double other = from == to ? start : crossing;
            least = Math.min(least, Math.min(crossing, other));
            most = Math.max(most, Math.max(crossing, other));
        }
        return most - least;
    }

    /** A straight line from one point of an outline to another. */
    record Axis(Point from, Point to) {
        double length() {
            return Math.hypot(to.column() - from.column(), to.row() - from.row());
        }

        /** How far along the axis a point lies, from its start. */
        private double along(Point point) {
            return ((point.column() - from.column()) * (to.column() - from.column())
                            + (point.row() - from.row()) * (to.row() - from.row()))
                    / length();
        }

        /** How far beside the axis a point lies; to its right on the image counts as positive. */
        private double across(Point point) {
            return ((point.row() - from.row()) * (to.column() - from.column())
                            - (point.column() - from.column()) * (to.row() - from.row()))
                    / length();
        }
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
