package org.radbridge.phantoms.chest;

import org.radbridge.phantoms.plane.Shapes;
import org.radbridge.phantoms.plane.SmoothNoise;
import org.radbridge.phantoms.plane.SplitMix64;

/** Round things: nodule, mass, cavity, hiatal hernia; and the blood around a broken rib. */
final class FocalSigns {
    private FocalSigns() {}

    /** Round, sharp, 14 to 26 mm across. */
    static Sign nodule(SplitMix64 random, ChestAnatomy anatomy) {
        double radius = random.between(7, 13);
        LungPlace place = LungPlace.draw(random, anatomy, random.sign(), radius + 4, -100, 60);
        return new Disc(
                ChestFinding.NODULE,
                place.x(),
                place.y(),
                radius,
                0,
                random.between(0.24, 0.32),
                new SmoothNoise(random.next(), 10));
    }

    /** Lobulated, 40 to 64 mm across. */
    static Sign mass(SplitMix64 random, ChestAnatomy anatomy) {
        double radius = random.between(20, 32);
        LungPlace place = LungPlace.draw(random, anatomy, random.sign(), radius + 3, -90, 50);
        return new Disc(
                ChestFinding.MASS,
                place.x(),
                place.y(),
                radius,
                9,
                random.between(0.27, 0.34),
                new SmoothNoise(random.next(), 15));
    }

    private record Disc(
            ChestFinding finding,
            double centreX,
            double centreY,
            double radius,
            double lobes,
            double strength,
            SmoothNoise outline)
            implements Sign {
        @Override
        public double extent(double x, double y, double lung) {
            double from = Shapes.length(x - centreX, y - centreY) - radius;
            if (from > lobes + 3) {
                return 0;
            }
            double lobulated = lobes == 0 ? 0 : lobes * (outline.at(x, y) - 0.5);
            return lung * Shapes.fade(from + lobulated, 2.5);
        }

        @Override
        public double density(double x, double y, double extent, double lung) {
            return strength * extent;
        }

        @Override
        public boolean hidesVessels() {
            return true;
        }
    }

    /** A cavity: a thick bright ring around air. */
    static Sign cavity(SplitMix64 random, ChestAnatomy anatomy) {
        double radius = random.between(16, 23);
        LungPlace place = LungPlace.draw(random, anatomy, random.sign(), radius + 3, -90, 50);
        return new Cavity(
                place.x(), place.y(), radius, random.between(5, 7.5), random.between(0.26, 0.33));
    }

    private record Cavity(
            double centreX, double centreY, double radius, double wall, double strength)
            implements Sign {
        @Override
        public ChestFinding finding() {
            return ChestFinding.LUNG_LESION;
        }

        private double fromEdge(double x, double y) {
            return Shapes.length(x - centreX, y - centreY) - radius;
        }

        @Override
        public double extent(double x, double y, double lung) {
            return lung * Shapes.fade(fromEdge(x, y), 2.5);
        }

        @Override
        public double density(double x, double y, double extent, double lung) {
            double air = Shapes.fade(fromEdge(x, y) + wall, 2.5);
            return extent * (strength * (1 - air) - 0.05 * air);
        }

        @Override
        public boolean hidesVessels() {
            return true;
        }
    }

    /** Part of the stomach behind the heart: a bright rim, air above, fluid below a level. */
    static Sign hernia(SplitMix64 random, ChestAnatomy anatomy) {
        return new Hernia(
                anatomy.shift + random.between(-6, 26),
                anatomy.domeTop(1) - random.between(22, 34),
                random.between(24, 34),
                random.between(20, 28),
                random.between(-5, 6));
    }

    private record Hernia(double centreX, double centreY, double semiX, double semiY, double level)
            implements Sign {
        @Override
        public ChestFinding finding() {
            return ChestFinding.HERNIA;
        }

        private double fromEdge(double x, double y) {
            return Shapes.ellipse(x - centreX, y - centreY, semiX, semiY);
        }

        @Override
        public double extent(double x, double y, double lung) {
            return Shapes.fade(fromEdge(x, y), 2.5);
        }

        @Override
        public double density(double x, double y, double extent, double lung) {
            if (extent == 0) {
                return 0;
            }
            double rim = Shapes.fade(Math.abs(fromEdge(x, y) + 2) - 1.5, 2);
            double air = Shapes.fade(y - centreY - level, 2.5) * (1 - rim);
            double filled = 0.30 * lung;
            return extent * (filled + 0.07 + 0.08 * rim - (0.30 + filled * 0.5) * air);
        }

        @Override
        public boolean hidesVessels() {
            return true;
        }
    }

    /** The place of a break, with a little blood around it; the broken rib itself is skeleton. */
    static Sign fracture(Skeleton skeleton) {
        return new Fracture(skeleton.breakX(), skeleton.breakY());
    }

    private record Fracture(double centreX, double centreY) implements Sign {
        @Override
        public ChestFinding finding() {
            return ChestFinding.FRACTURE;
        }

        @Override
        public double extent(double x, double y, double lung) {
            return Shapes.fade(Shapes.length(x - centreX, y - centreY) - 12, 8);
        }

        @Override
        public double density(double x, double y, double extent, double lung) {
            return 0.07 * extent * lung;
        }
    }
}
