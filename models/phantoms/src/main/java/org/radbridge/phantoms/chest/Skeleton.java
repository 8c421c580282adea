package org.radbridge.phantoms.chest;

import org.radbridge.phantoms.plane.Shapes;
import org.radbridge.phantoms.plane.SplitMix64;

/** Ribs, spine and clavicles; one rib may be broken. */
final class Skeleton {
    private static final int RIBS = 10;

    private final ChestAnatomy anatomy;
    private final double pitch;
    private final double first;
    private final double sag;
    private final double ribStrength;
    private final double clavicleDrop;
    private final Break broken;

    /**
     * A rib's break: which rib, on which side, how far out, how wide, how far the end has moved.
     */
    record Break(int rib, double side, double out, double gap, double moved) {
        static final Break NONE = new Break(-1, 0, 0, 0, 0);
    }

    Skeleton(long seed, ChestAnatomy anatomy, boolean fracture) {
        SplitMix64 random = SplitMix64.of(seed, "skeleton");
        this.anatomy = anatomy;
        pitch = random.between(20, 23);
        first = anatomy.apex + random.between(8, 14);
        sag = random.between(26, 40);
        ribStrength = random.between(0.075, 0.11);
        clavicleDrop = random.between(8, 22);
        SplitMix64 injury = SplitMix64.of(seed, "finding:Fracture");
        Break drawn =
                new Break(
                        2 + injury.below(5),
                        injury.sign(),
                        anatomy.chestWall * injury.between(0.60, 0.84),
                        injury.between(6, 9),
                        injury.sign() * injury.between(7.5, 10.5));
        broken = fracture ? drawn : Break.NONE;
    }

    Break broken() {
        return broken;
    }

    double breakX() {
        return broken.side() * broken.out();
    }

    double breakY() {
        return first + broken.rib() * pitch + curve(broken.out()) + broken.moved() / 2;
    }

    /** What the bones add to the density of a place. */
    double density(double x, double y) {
        return ribs(x, y) + spine(x, y) + clavicles(x, y);
    }

    private double curve(double out) {
        double t = out / anatomy.chestWall;
        return sag * t * t - 36 * t * (1 - t);
    }

    private double ribs(double x, double y) {
        double out = Math.abs(x);
        if (out > anatomy.chestWall + 12 || out < 12) {
            return 0;
        }
        double side = ChestAnatomy.sideOf(x);
        double inside = Shapes.fade(anatomy.pleuraDistance(side, x, y) - 8, 6);
        if (inside == 0) {
            return 0;
        }
        double back = y - first - curve(out);
        double density = 0;
        int rib = (int) Math.rint(back / pitch);
        for (int near = rib - 1; near <= rib + 1; near++) {
            if (near >= 0 && near < RIBS) {
                density = Math.max(density, backRib(near, side, out, back - near * pitch));
            }
        }
        double front = y - first - 58 + curve(out) * 0.3 + 46 * (out / anatomy.chestWall);
        double nearest = front - pitch * 1.3 * Math.rint(front / (pitch * 1.3));
        double frontRib = y < 60 ? 0.3 * Shapes.fade(Math.abs(nearest) - 5, 4) : 0;
        return inside * ribStrength * (density + frontRib);
    }

    private double backRib(int rib, double side, double out, double offset) {
        double shifted = offset;
        double end = 0;
        if (rib == broken.rib() && side == broken.side()) {
            double beyond = out - broken.out();
            if (Math.abs(beyond) < broken.gap() / 2) {
                return 0;
            }
            if (beyond > 0) {
                shifted -= broken.moved();
            }
            end = Shapes.fade(Math.abs(Math.abs(beyond) - broken.gap() / 2) - 3, 2);
        }
        double from = Math.abs(shifted);
        double body = Shapes.fade(from - 4.5, 2.5);
        double rim = Shapes.fade(Math.abs(from - 4) - 1, 2);
        return body * (0.8 + 2.0 * end) + 0.3 * rim;
    }

    private static double spine(double x, double y) {
        double column = Shapes.fade(Math.abs(x) - 15, 5);
        double phase = y / 24 - Math.floor(y / 24);
        double disc = Shapes.step(1 - Math.abs(phase - 0.5) * 5);
        return column * (0.10 - 0.035 * disc);
    }

    private double clavicles(double x, double y) {
        double out = Math.abs(x);
        double bone =
                Shapes.stroke(
                        out, y, 14, anatomy.apex + 20, 120, anatomy.apex + 20 - clavicleDrop, 5);
        return 0.10 * Shapes.fade(bone, 3);
    }
}
