package org.radbridge.phantoms.chest;

import java.util.ArrayList;
import java.util.List;
import org.radbridge.phantoms.plane.Shapes;
import org.radbridge.phantoms.plane.SmoothNoise;
import org.radbridge.phantoms.plane.SplitMix64;

/** Findings of the lung's volume and framework: atelectasis, emphysema, fibrosis. */
final class DiffuseSigns {
    private DiffuseSigns() {}

    /** Dense plates above a raised diaphragm. */
    static Sign atelectasis(SplitMix64 random, ChestAnatomy anatomy, int side) {
        List<double[]> plates = new ArrayList<>();
        double dome = anatomy.domeTop(side);
        int count = 2 + random.below(2);
        for (int plate = 0; plate < count; plate++) {
            double y = dome - 12 - plate * random.between(13, 19);
            double centre = anatomy.lungCentre(side) + random.between(0, 14) * side;
            double half = random.between(24, 36);
            double slope = random.between(-0.25, 0.25);
            plates.add(
                    new double[] {
                        centre - half, y - half * slope, centre + half, y + half * slope
                    });
        }
        return new Plates(plates, random.between(2.4, 3.6), random.between(0.2, 0.28));
    }

    private record Plates(List<double[]> plates, double radius, double strength) implements Sign {
        @Override
        public ChestFinding finding() {
            return ChestFinding.ATELECTASIS;
        }

        @Override
        public double extent(double x, double y, double lung) {
            double extent = 0;
            for (double[] p : plates) {
                double line = Shapes.stroke(x, y, p[0], p[1], p[2], p[3], radius);
                extent = Math.max(extent, Shapes.fade(line, 3));
            }
            return extent * lung;
        }

        @Override
        public double density(double x, double y, double extent, double lung) {
            return strength * extent;
        }
    }

    /** Both lungs dark, with few vessels; the flat low diaphragm and narrow heart are anatomy. */
    static Sign emphysema(SplitMix64 random) {
        return new Emphysema(random.between(0.05, 0.09));
    }

    private record Emphysema(double strength) implements Sign {
        @Override
        public ChestFinding finding() {
            return ChestFinding.EMPHYSEMA;
        }

        @Override
        public double extent(double x, double y, double lung) {
            return lung;
        }

        @Override
        public double density(double x, double y, double extent, double lung) {
            return -strength * extent;
        }
    }

    /** A net of coarse lines at the bases and along the wall of both lungs. */
    static Sign fibrosis(SplitMix64 random, ChestAnatomy anatomy) {
        return new Fibrosis(
                anatomy,
                random.between(0.2, 0.28),
                random.between(0, 26),
                new SmoothNoise(random.next(), 9),
                new SmoothNoise(random.next(), 8));
    }

    private record Fibrosis(
            ChestAnatomy anatomy,
            double strength,
            double from,
            SmoothNoise first,
            SmoothNoise second)
            implements Sign {
        @Override
        public ChestFinding finding() {
            return ChestFinding.FIBROSIS;
        }

        @Override
        public double extent(double x, double y, double lung) {
            double side = ChestAnatomy.sideOf(x);
            double fromWall = -anatomy.pleuraDistance(side, x, y);
            double basal = Shapes.step((y - from) / 35);
            double peripheral = Shapes.step((44 - fromWall) / 24);
            return lung * basal * peripheral;
        }

        @Override
        public double density(double x, double y, double extent, double lung) {
            if (extent == 0) {
                return 0;
            }
            double ridge =
                    Math.max(
                            1 - Math.abs(first.at(x, y) - 0.5) * 8,
                            1 - Math.abs(second.at(x, y) - 0.5) * 8);
            return strength * extent * Math.max(0, ridge);
        }
    }
}
