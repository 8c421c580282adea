package org.radbridge.phantoms.headct;

import org.radbridge.phantoms.plane.Shapes;
import org.radbridge.phantoms.plane.SmoothNoise;
import org.radbridge.phantoms.plane.SplitMix64;

/** One patient's head: ellipsoids for scalp, skull and brain, ventricles, sulci, cisterns, falx. */
final class HeadAnatomy {
    private static final double AIR = -1000;
    private static final double SCALP = 30;
    private static final double BONE = 1000;
    private static final double MARROW = 550;
    private static final double GREY = 38;
    private static final double WHITE = 29;
    private static final double CSF = 7;
    private static final double DURA = 48;

    /** Half the brain's width, length and height, to the inner side of the skull. */
    final double semiX;

    final double semiY;
    final double semiZ;
    final double ventricles;
    private final double skull;
    private final double scalp;
    private final double sulci;
    private final double cortexPhase;
    private final boolean calcified;
    private final SmoothNoise texture;
    private final SmoothNoise folds;
    private final double contrast;

    HeadAnatomy(long seed) {
        SplitMix64 random = SplitMix64.of(seed, "anatomy");
        semiX = random.between(63, 70);
        semiY = random.between(78, 88);
        semiZ = random.between(70, 78);
        skull = random.between(5, 8);
        scalp = random.between(4, 7);
        ventricles = random.between(0.85, 1.35);
        sulci = random.between(2.0, 4.5);
        cortexPhase = random.between(0, 1);
        calcified = random.chance(0.5);
        contrast = random.between(0.85, 1.15);
        texture = new SmoothNoise(random.next(), 12);
        folds = new SmoothNoise(random.next(), 13);
    }

    /** How much smaller a slice at this height is than the widest one, 0 outside the brain. */
    double width(double z) {
        double lower = z < 0 ? semiZ * 1.15 : semiZ;
        double squared = 1 - (z / lower) * (z / lower);
        return squared <= 0 ? 0 : Math.sqrt(squared);
    }

    /** Distance to the inner side of the skull, in the slice. */
    double brainDistance(double x, double y, double width) {
        return width == 0 ? 1 : Shapes.ellipse(x, y, semiX * width, semiY * width);
    }

    /** Distance to both lateral ventricles and the third. */
    double ventricleDistance(double x, double y, double z) {
        double side = Math.abs(x);
        double v = ventricles;
        double height = (z - 12) / (15 * v);
        if (Math.abs(height) >= 1) {
            return thirdVentricle(x, y, z);
        }
        double slice = Math.sqrt(1 - height * height);
        double spread = 7 + 3.5 * v;
        double frontal = tilted(side - spread, y + 22, 0.35, 5.5 * v * slice, 15 * slice);
        double body = tilted(side - spread + 1, y, -0.05, 4 * v * slice, 20 * slice);
        double occipital = tilted(side - spread - 8, y - 27, -0.45, 6.5 * v * slice, 17 * slice);
        return Math.min(Math.min(frontal, body), Math.min(occipital, thirdVentricle(x, y, z)));
    }

    private double thirdVentricle(double x, double y, double z) {
        double height = (z + 8) / 10;
        if (Math.abs(height) >= 1) {
            return 100;
        }
        double slice = Math.sqrt(1 - height * height);
        return Shapes.ellipse(x, y + 2, 2.2 * ventricles * slice, 11 * slice);
    }

    private static double tilted(double x, double y, double tilt, double semiX, double semiY) {
        if (semiX < 0.5 || semiY < 0.5) {
            return 100;
        }
        double cosine = 1 / Math.sqrt(1 + tilt * tilt);
        double sine = tilt * cosine;
        return Shapes.ellipse(cosine * x + sine * y, cosine * y - sine * x, semiX, semiY);
    }

    /**
     * How much of a place is fluid around the brain: sulci under the skull, cisterns at the base.
     */
    double outerFluid(double x, double y, double z, double fromSkull) {
        double depth = -fromSkull;
        double surface = Shapes.fade(depth - sulci * 0.5, 1.5);
        double fold = Math.abs(folds.at(x + cortexPhase * 40, y + z * 0.7) - 0.5);
        double furrow = depth > 15 ? 0 : Shapes.step((0.055 * sulci / 3 - fold) / 0.03);
        double fissure = z < 22 && z > -30 ? sylvian(x, y, z) : 0;
        return Math.max(Math.max(surface, furrow), Math.max(fissure, cistern(x, y, z)));
    }

    private double sylvian(double x, double y, double z) {
        double side = Math.abs(x);
        double line = Shapes.stroke(side, y, 30, -16, 56, -26 + z * 0.3, 1.1 + sulci * 0.25);
        return Shapes.fade(line, 1.5);
    }

    /** The star around the brain stem. */
    private static double cistern(double x, double y, double z) {
        if (z < -38 || z > -10) {
            return 0;
        }
        double side = Math.abs(x);
        double front = Shapes.stroke(side, y, 0, -14, 24, -24, 2.6);
        double middle = Shapes.stroke(x, y, 0, -14, 0, -34, 2);
        double back = Shapes.stroke(side, y, 2, 18, 20, 6, 2.4);
        double flank = Shapes.stroke(side, y, 14, -12, 20, 6, 1.8);
        return Shapes.fade(Math.min(Math.min(front, middle), Math.min(back, flank)), 1.5);
    }

    /** The Hounsfield value of a place without any haemorrhage. */
    double value(double x, double y, double z, double width) {
        double inner = brainDistance(x, y, width);
        if (inner > scalp + skull + 2) {
            return AIR;
        }
        if (inner > -1) {
            return shell(inner, x, y, z);
        }
        double value = tissue(x, y, z, inner);
        double base = base(x, y, z);
        return value + base * (BONE * 0.8 - value);
    }

    private double shell(double inner, double x, double y, double z) {
        double bone = Shapes.fade(Math.abs(inner - skull / 2) - skull / 2, 1.2);
        double marrow = Shapes.fade(Math.abs(inner - skull / 2) - skull / 5, 1.2);
        double skin = Shapes.fade(inner - skull - scalp, 1.5);
        double outside = inner < 0 ? tissue(x, y, z, inner) : AIR + skin * (SCALP - AIR);
        double hard = BONE - marrow * (BONE - MARROW);
        return outside + bone * (hard - outside);
    }

    private double tissue(double x, double y, double z, double inner) {
        double cortex = Shapes.fade(-inner - 9 - 6 * (texture.at(x, y + z) - 0.5), 4);
        double ganglia = ganglia(x, y, z);
        double grey = Math.max(cortex, ganglia);
        double value = WHITE + contrast * grey * (GREY - WHITE) + 3 * (texture.at(x, y - z) - 0.5);
        double falx = Shapes.fade(Math.abs(x) - 0.8, 1.2) * midlineDura(y, z);
        value += falx * (DURA - value);
        double fluid =
                Math.max(outerFluid(x, y, z, inner), Shapes.fade(ventricleDistance(x, y, z), 1.2));
        value += fluid * (CSF - value);
        if (calcified) {
            value = calcifications(x, y, z, value);
        }
        return value;
    }

    private static double ganglia(double x, double y, double z) {
        if (z < -16 || z > 22) {
            return 0;
        }
        double side = Math.abs(x);
        double lentiform = Shapes.ellipse(side - 24, y + 6, 7, 14);
        double thalamus = Shapes.ellipse(side - 11, y - 9, 8, 11);
        return Shapes.fade(Math.min(lentiform, thalamus), 3);
    }

    private double midlineDura(double y, double z) {
        if (z > 30) {
            return 1;
        }
        return z < -20 ? 0 : Shapes.step((Math.abs(y) - 42) / 6);
    }

    private static double calcifications(double x, double y, double z, double value) {
        double pineal = Math.abs(z) < 4 ? Shapes.fade(Shapes.length(x, y - 16) - 2.2, 1.5) : 0;
        double choroid =
                Math.abs(z - 12) < 5
                        ? Shapes.fade(Shapes.length(Math.abs(x) - 21, y - 26) - 2.4, 1.5)
                        : 0;
        double stone = Math.max(pineal, choroid);
        return value + stone * (160 - value);
    }

    /** The petrous bones and the floor of the anterior fossa in the lowest slices. */
    private double base(double x, double y, double z) {
        if (z >= -40) {
            return 0;
        }
        double side = Math.abs(x);
        double depth = Math.min(1, (-40 - z) / 12);
        double petrous = Shapes.stroke(side, y, 14, 2, 52, 20, 3 + 5 * depth);
        double orbit = Shapes.ellipse(side - 26, y + 46, 18 * depth, 10 * depth);
        return Math.max(Shapes.fade(petrous, 2), depth * Shapes.fade(Math.abs(orbit) - 1.5, 2));
    }
}
