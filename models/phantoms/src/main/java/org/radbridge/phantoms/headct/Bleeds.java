package org.radbridge.phantoms.headct;

import org.radbridge.phantoms.plane.Shapes;
import org.radbridge.phantoms.plane.SmoothNoise;
import org.radbridge.phantoms.plane.SplitMix64;

/** The five kinds of haemorrhage, each with the shape that tells it from the others. */
final class Bleeds {
    private Bleeds() {}

    static Bleed draw(long seed, Haemorrhage kind, HeadAnatomy anatomy) {
        SplitMix64 random = SplitMix64.of(seed, "haemorrhage:" + kind.label());
        double density = random.between(60, 78);
        return switch (kind) {
            case EPIDURAL ->
                    new UnderSkull(
                            kind,
                            anatomy,
                            density,
                            random.sign() * random.between(0.9, 2.1),
                            random.between(0.36, 0.52),
                            random.between(14, 24),
                            random.between(-5, 28),
                            random.between(22, 32),
                            true);
            case SUBDURAL ->
                    new UnderSkull(
                            kind,
                            anatomy,
                            density - 4,
                            random.sign() * random.between(1.2, 1.9),
                            random.between(1.0, 1.35),
                            random.between(7, 12),
                            random.between(5, 25),
                            random.between(36, 50),
                            false);
            case SUBARACHNOID ->
                    new InFluid(
                            anatomy,
                            density,
                            random.sign() * random.between(0.6, 2.2),
                            random.between(0.6, 1.0),
                            random.between(8, 26),
                            random.between(18, 30),
                            random.chance(0.6));
            case INTRAPARENCHYMAL -> intraparenchymal(random, anatomy, density);
            case INTRAVENTRICULAR ->
                    new InVentricle(anatomy, density, random.below(3) - 1, random.between(-12, 22));
            case ANY -> throw new IllegalArgumentException("'any' is not drawn: name a kind");
        };
    }

    private static Bleed intraparenchymal(SplitMix64 random, HeadAnatomy anatomy, double density) {
        double radius = random.between(10, 20);
        double side = random.sign();
        double x = side * random.between(radius + 14, anatomy.semiX - radius - 14);
        double y = random.between(-32, 36);
        double z = random.between(-2, 34);
        return new InBrain(
                anatomy,
                density,
                x,
                y,
                z,
                radius,
                random.between(0.75, 1.25),
                new SmoothNoise(random.next(), 11));
    }

    /**
     * Blood between skull and brain. An epidural is a lens: thick, short, bounded where the dura is
     * fixed. A subdural is a crescent: thin, long, following the skull.
     */
    private record UnderSkull(
            Haemorrhage kind,
            HeadAnatomy anatomy,
            double density,
            double direction,
            double halfAngle,
            double thickness,
            double centreZ,
            double semiHeight,
            boolean lens)
            implements Bleed {
        @Override
        public double extent(double x, double y, double z, double fromSkull, double width) {
            double up = (z - centreZ) / semiHeight;
            if (Math.abs(up) >= 1 || fromSkull > 1 || fromSkull < -thickness - 3) {
                return 0;
            }
            double angle = StrictMath.atan2(x / anatomy.semiX, -y / anatomy.semiY);
            double turn = angle - direction;
            turn -= 2 * Math.PI * Math.rint(turn / (2 * Math.PI));
            double along = Math.abs(turn) / (halfAngle * Math.sqrt(1 - up * up));
            if (along >= 1) {
                return 0;
            }
            double squared = along * along;
            double profile = lens ? 1 - squared : 1 - squared * squared * squared;
            double thick = thickness * profile * (lens ? 1 - up * up : Math.sqrt(1 - up * up));
            return Shapes.fade(-fromSkull - thick, 1.5) * Shapes.fade(fromSkull, 1.5);
        }
    }

    /** Blood that takes the place of the fluid in sulci and cisterns. */
    private record InFluid(
            HeadAnatomy anatomy,
            double density,
            double direction,
            double halfAngle,
            double centreZ,
            double semiHeight,
            boolean basal)
            implements Bleed {
        @Override
        public Haemorrhage kind() {
            return Haemorrhage.SUBARACHNOID;
        }

        @Override
        public double extent(double x, double y, double z, double fromSkull, double width) {
            if (fromSkull > -0.5) {
                return 0;
            }
            double reach = Math.max(convexity(x, y, z), basal ? cisterns(x, y, z) : 0);
            return reach == 0 ? 0 : reach * anatomy.outerFluid(x, y, z, fromSkull);
        }

        private double convexity(double x, double y, double z) {
            double up = Math.abs(z - centreZ) / semiHeight;
            if (up >= 1) {
                return 0;
            }
            double angle = StrictMath.atan2(x / anatomy.semiX, -y / anatomy.semiY);
            double turn = angle - direction;
            turn -= 2 * Math.PI * Math.rint(turn / (2 * Math.PI));
            return Shapes.step((1 - Math.abs(turn) / halfAngle) / 0.15)
                    * Shapes.step((1 - up) / 0.15);
        }

        private static double cisterns(double x, double y, double z) {
            return z < -8 && z > -40 ? Shapes.fade(Shapes.length(x, y + 6) - 42, 4) : 0;
        }
    }

    /** An irregular clot in the brain with a dark rim of swelling. */
    private record InBrain(
            HeadAnatomy anatomy,
            double density,
            double centreX,
            double centreY,
            double centreZ,
            double radius,
            double aspect,
            SmoothNoise outline)
            implements Bleed {
        @Override
        public Haemorrhage kind() {
            return Haemorrhage.INTRAPARENCHYMAL;
        }

        private double distance(double x, double y, double z) {
            double dx = (x - centreX) / aspect;
            double dy = (y - centreY) * aspect;
            double dz = (z - centreZ) * 0.9;
            double from = Math.sqrt(dx * dx + dy * dy + dz * dz) - radius;
            return from > 12 ? from : from + 7 * (outline.at(x, y + z * 0.5) - 0.5);
        }

        @Override
        public double extent(double x, double y, double z, double fromSkull, double width) {
            return fromSkull > -4 ? 0 : Shapes.fade(distance(x, y, z), 2);
        }

        @Override
        public double swelling(double x, double y, double z) {
            return Shapes.fade(distance(x, y, z) - 5, 4);
        }
    }

    /** Blood that has settled in the back of the lateral ventricles, up to a level. */
    private record InVentricle(HeadAnatomy anatomy, double density, int side, double level)
            implements Bleed {
        @Override
        public Haemorrhage kind() {
            return Haemorrhage.INTRAVENTRICULAR;
        }

        @Override
        public double extent(double x, double y, double z, double fromSkull, double width) {
            if (side * x < 0 || z < -4) {
                return 0;
            }
            double settled = Shapes.step((y - level) / 3);
            return settled == 0
                    ? 0
                    : settled * Shapes.fade(anatomy.ventricleDistance(x, y, z), 1.2);
        }
    }
}
