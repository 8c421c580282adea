package org.radbridge.phantoms.chest;

import org.radbridge.phantoms.plane.Plane;
import org.radbridge.phantoms.plane.Shapes;
import org.radbridge.phantoms.plane.SplitMix64;

/** The lungs' vessels: tapering lines that branch outwards from both hila. */
final class Vessels {
    private static final int PER_LUNG = 15;

    private final Posture posture;
    private final Plane plane;

    private Vessels(Posture posture) {
        this.posture = posture;
        this.plane = new Plane(posture.rows(), posture.columns());
    }

    /** Their density, 0 to about 0.1, pixel by pixel. */
    static Plane draw(long seed, ChestAnatomy anatomy, Posture posture) {
        SplitMix64 random = SplitMix64.of(seed, "vessels");
        Vessels vessels = new Vessels(posture);
        for (int side = -1; side <= 1; side += 2) {
            double hilumX = side * random.between(30, 38) + anatomy.shift * 0.7;
            double hilumY = random.between(-14, 4);
            for (int vessel = 0; vessel < PER_LUNG; vessel++) {
                double angle = -1.35 + 2.7 * (vessel + random.unit()) / PER_LUNG;
                double reach = random.between(40, 85);
                double endX = hilumX + side * reach * StrictMath.cos(angle) * 0.95;
                double endY = hilumY + reach * StrictMath.sin(angle) * 1.25;
                double strength = random.between(0.06, 0.10) * anatomy.markings;
                vessels.line(hilumX, hilumY, endX, endY, 2.6, strength);
                double fork = random.between(0.4, 0.7);
                double turn = angle + random.sign() * random.between(0.35, 0.6);
                double forkX = hilumX + (endX - hilumX) * fork;
                double forkY = hilumY + (endY - hilumY) * fork;
                vessels.line(
                        forkX,
                        forkY,
                        forkX + side * reach * 0.5 * StrictMath.cos(turn),
                        forkY + reach * 0.5 * StrictMath.sin(turn),
                        1.5,
                        strength * 0.8);
            }
        }
        return vessels.plane;
    }

    private void line(double x0, double y0, double x1, double y1, double radius, double strength) {
        double c0 = posture.column(x0, y0);
        double r0 = posture.row(x0, y0);
        double c1 = posture.column(x1, y1);
        double r1 = posture.row(x1, y1);
        double pen = posture.pixels(radius);
        double soft = Math.max(posture.pixels(1.5), 0.5);
        double reach = pen + soft;
        int top = Math.max(0, (int) (Math.min(r0, r1) - reach));
        int bottom = Math.min(posture.rows() - 1, (int) (Math.max(r0, r1) + reach));
        int left = Math.max(0, (int) (Math.min(c0, c1) - reach));
        int right = Math.min(posture.columns() - 1, (int) (Math.max(c0, c1) + reach));
        double length = Shapes.length(c1 - c0, r1 - r0);
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                double distance = Shapes.stroke(column + 0.5, row + 0.5, c0, r0, c1, r1, 0);
                if (distance > reach) {
                    continue;
                }
                double along = Shapes.length(column + 0.5 - c0, row + 0.5 - r0) / length;
                double taper = 1 - 0.7 * Math.min(1, along);
                double ink = strength * taper * Shapes.fade(distance - pen * taper, soft);
                int pixel = row * posture.columns() + column;
                plane.values()[pixel] = Math.max(plane.values()[pixel], (float) ink);
            }
        }
    }
}
