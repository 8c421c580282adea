package org.radbridge.phantoms.chest;

import org.radbridge.phantoms.plane.Shapes;
import org.radbridge.phantoms.plane.SplitMix64;

/** What lies between lung and chest wall: effusion, pneumothorax, thickened pleura. */
final class PleuralSigns {
    private PleuralSigns() {}

    /** Fluid that fills the costophrenic angle and climbs the wall. */
    static Sign effusion(SplitMix64 random, ChestAnatomy anatomy) {
        int side = random.sign();
        double level = anatomy.domeTop(side) + random.between(-42, 4);
        return new Effusion(anatomy, side, level, random.between(30, 52));
    }

    private record Effusion(ChestAnatomy anatomy, double side, double level, double climb)
            implements Sign {
        @Override
        public ChestFinding finding() {
            return ChestFinding.EFFUSION;
        }

        @Override
        public double extent(double x, double y, double lung) {
            if (ChestAnatomy.sideOf(x) != side || lung == 0) {
                return 0;
            }
            double out = (x * side - 20) / (anatomy.chestWall - 20);
            double surface = level + 6 - climb * out * out * out;
            return lung * Shapes.fade(surface - y, 5);
        }

        @Override
        public double density(double x, double y, double extent, double lung) {
            return 0.34 * extent;
        }

        @Override
        public boolean hidesVessels() {
            return true;
        }
    }

    /** Air around a collapsed lung: no vessels beyond the thin bright line of its edge. */
    static Sign pneumothorax(SplitMix64 random, ChestAnatomy anatomy, int side, boolean tension) {
        double gap = random.between(20, 42);
        double atBase = random.between(0.25, 0.5);
        double stump = tension ? random.between(20, 30) : 0;
        return new Pneumothorax(anatomy, side, gap, atBase, stump);
    }

    /**
     * @param gap how wide the air is at the apex
     * @param atBase the share of that width at the base
     * @param stump the radius of the lung collapsed on its hilum, under tension; 0 otherwise
     */
    private record Pneumothorax(
            ChestAnatomy anatomy, double side, double gap, double atBase, double stump)
            implements Sign {
        @Override
        public ChestFinding finding() {
            return ChestFinding.PNEUMOTHORAX;
        }

        /**
         * How far a place lies beyond the edge of the collapsed lung; negative inside that lung.
         */
        private double beyond(double x, double y) {
            if (stump > 0) {
                double hilum = side * 32 + anatomy.shift * 0.7;
                return Shapes.ellipse(x - hilum, y, stump, stump * 1.8);
            }
            double fromWall = -anatomy.pleuraDistance(side, x, y);
            double height =
                    Math.clamp((y - anatomy.apex) / (anatomy.domeTop(side) - anatomy.apex), 0, 1);
            return gap * (1 - (1 - atBase) * height) - fromWall;
        }

        private boolean elsewhere(double x) {
            return ChestAnatomy.sideOf(x - anatomy.shift * 0.5) != side;
        }

        @Override
        public double extent(double x, double y, double lung) {
            return lung == 0 || elsewhere(x) ? 0 : lung * Shapes.fade(-beyond(x, y), 2);
        }

        @Override
        public double density(double x, double y, double extent, double lung) {
            if (lung == 0 || elsewhere(x)) {
                return 0;
            }
            double edge = Shapes.fade(Math.abs(beyond(x, y)) - 1.2, 1.6);
            double collapsed = (lung - extent) * (stump > 0 ? 0.16 : 0.04);
            return lung * 0.14 * edge - 0.09 * extent + collapsed;
        }

        @Override
        public boolean hidesVessels() {
            return true;
        }
    }

    /** A dense band along the lateral chest wall. */
    static Sign thickening(SplitMix64 random, ChestAnatomy anatomy) {
        double middle = random.between(-50, 20);
        double half = random.between(32, 56);
        return new Thickening(
                anatomy,
                random.sign(),
                middle - half,
                middle + half,
                random.between(8, 13),
                random.between(0.22, 0.3));
    }

    private record Thickening(
            ChestAnatomy anatomy,
            double side,
            double top,
            double bottom,
            double width,
            double strength)
            implements Sign {
        @Override
        public ChestFinding finding() {
            return ChestFinding.PLEURAL_THICKENING;
        }

        @Override
        public double extent(double x, double y, double lung) {
            if (x * side < 40 || y < top || y > bottom) {
                return 0;
            }
            double fromWall = -anatomy.pleuraDistance(side, x, y);
            double taper = Math.min(1, Math.min(y - top, bottom - y) / 14);
            return lung * Shapes.fade(fromWall - width * taper, 2.5);
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
}
