package org.radbridge.phantoms.plane;

/** Soft-edged shapes: a signed distance in millimetres (negative inside) and how it fades. */
public final class Shapes {
    private Shapes() {}

    /** 1 well inside, 0 well outside, falling over {@code softness} millimetres around the edge. */
    public static double fade(double distance, double softness) {
        return step(0.5 - distance / softness);
    }

    /** 0 below 0, 1 above 1, smooth between. */
    public static double step(double t) {
        if (t <= 0) {
            return 0;
        }
        if (t >= 1) {
            return 1;
        }
        return t * t * (3 - 2 * t);
    }

    public static double length(double x, double y) {
        return Math.sqrt(x * x + y * y);
    }

    /** Distance to an ellipse around the origin, exact on its edge and near enough elsewhere. */
    public static double ellipse(double x, double y, double semiX, double semiY) {
        double u = x / semiX;
        double v = y / semiY;
        return (Math.sqrt(u * u + v * v) - 1) * Math.min(semiX, semiY);
    }

    /** Distance to the line from one point to another, drawn with a round pen. */
    public static double stroke(
            double x, double y, double x0, double y0, double x1, double y1, double penRadius) {
        double alongX = x1 - x0;
        double alongY = y1 - y0;
        double squared = alongX * alongX + alongY * alongY;
        double t = squared == 0 ? 0 : ((x - x0) * alongX + (y - y0) * alongY) / squared;
        double nearest = Math.clamp(t, 0, 1);
        return length(x - x0 - nearest * alongX, y - y0 - nearest * alongY) - penRadius;
    }
}
