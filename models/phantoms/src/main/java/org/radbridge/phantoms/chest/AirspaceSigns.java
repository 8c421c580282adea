package org.radbridge.phantoms.chest;

import java.util.ArrayList;
import java.util.List;
import org.radbridge.phantoms.plane.Shapes;
import org.radbridge.phantoms.plane.SmoothNoise;
import org.radbridge.phantoms.plane.SplitMix64;

/** Filled air spaces: consolidation, pneumonia, infiltration, oedema and a veil of opacity. */
final class AirspaceSigns {
    private AirspaceSigns() {}

    /** An area with a ragged edge. */
    record Patch(double x, double y, double semiX, double semiY, SmoothNoise ragged) {
        double extent(double atX, double atY) {
            double u = (atX - x) / semiX;
            double v = (atY - y) / semiY;
            double squares = u * u + v * v;
            if (squares > 2.6) {
                return 0;
            }
            return Shapes.step(
                    (1.25 - Math.sqrt(squares) + 0.5 * (ragged.at(atX, atY) - 0.5)) / 0.5);
        }
    }

    private record Airspace(
            ChestFinding finding, List<Patch> patches, double strength, boolean hidesVessels)
            implements Sign {
        @Override
        public double extent(double x, double y, double lung) {
            double extent = 0;
            for (Patch patch : patches) {
                extent = Math.max(extent, patch.extent(x, y));
            }
            return extent * lung;
        }

        @Override
        public double density(double x, double y, double extent, double lung) {
            return strength * extent;
        }
    }

    /** Dense, even, with a ragged edge, in the upper or middle zone. */
    static Sign consolidation(SplitMix64 random, ChestAnatomy anatomy) {
        LungPlace place = LungPlace.draw(random, anatomy, random.sign(), 24, -80, 20);
        Patch patch =
                new Patch(
                        place.x(),
                        place.y(),
                        random.between(24, 36),
                        random.between(24, 40),
                        new SmoothNoise(random.next(), 16));
        return new Airspace(
                ChestFinding.CONSOLIDATION, List.of(patch), random.between(0.22, 0.31), true);
    }

    /** Several small faint shadows. */
    static Sign infiltration(SplitMix64 random, ChestAnatomy anatomy) {
        List<Patch> patches = new ArrayList<>();
        double side = random.sign();
        boolean both = random.chance(0.5);
        int count = 6 + random.below(5);
        for (int patch = 0; patch < count; patch++) {
            double there = both && patch % 2 == 1 ? -side : side;
            LungPlace place = LungPlace.draw(random, anatomy, there, 9, -60, 70);
            patches.add(
                    new Patch(
                            place.x(),
                            place.y(),
                            random.between(7, 13),
                            random.between(7, 13),
                            new SmoothNoise(random.next(), 8)));
        }
        return new Airspace(ChestFinding.INFILTRATION, patches, random.between(0.12, 0.18), false);
    }

    /** One large faint veil through which the vessels remain visible. */
    static Sign veil(SplitMix64 random, ChestAnatomy anatomy) {
        LungPlace place = LungPlace.draw(random, anatomy, random.sign(), 26, -70, 40);
        Patch patch =
                new Patch(
                        place.x(),
                        place.y(),
                        random.between(34, 48),
                        random.between(38, 58),
                        new SmoothNoise(random.next(), 30));
        return new Airspace(
                ChestFinding.LUNG_OPACITY, List.of(patch), random.between(0.11, 0.16), false);
    }

    /** Dense, at the base, mottled, crossed by air-filled bronchi. */
    static Sign pneumonia(SplitMix64 random, ChestAnatomy anatomy) {
        LungPlace place = LungPlace.draw(random, anatomy, random.sign(), 22, 25, 70);
        Patch patch =
                new Patch(
                        place.x(),
                        place.y(),
                        random.between(30, 42),
                        random.between(26, 38),
                        new SmoothNoise(random.next(), 16));
        double rootX = place.side() * 34;
        double rootY = place.y() - 40;
        return new Pneumonia(
                patch,
                random.between(0.24, 0.31),
                rootX,
                rootY,
                random.between(-0.15, 0.15),
                new SmoothNoise(random.next(), 9));
    }

    private record Pneumonia(
            Patch patch,
            double strength,
            double rootX,
            double rootY,
            double turn,
            SmoothNoise mottle)
            implements Sign {
        private static final int BRONCHI = 5;

        @Override
        public ChestFinding finding() {
            return ChestFinding.PNEUMONIA;
        }

        @Override
        public double extent(double x, double y, double lung) {
            return patch.extent(x, y) * lung;
        }

        @Override
        public double density(double x, double y, double extent, double lung) {
            if (extent == 0) {
                return 0;
            }
            double mottled = 0.8 + 0.4 * mottle.at(x, y);
            return strength * extent * (mottled - 0.75 * bronchus(x, y));
        }

        private double bronchus(double x, double y) {
            double side = ChestAnatomy.sideOf(rootX);
            double air = 0;
            for (int branch = 0; branch < BRONCHI; branch++) {
                double slope = 0.1 + 0.42 * branch + turn;
                double endX = rootX + side * 100 * slope / Math.sqrt(1 + slope * slope);
                double endY = rootY + 100 / Math.sqrt(1 + slope * slope);
                double line = Shapes.stroke(x, y, rootX, rootY, endX, endY, 2.2);
                air = Math.max(air, Shapes.fade(line, 2));
            }
            return air;
        }

        @Override
        public boolean hidesVessels() {
            return true;
        }
    }

    /** The haze of both hila ("bat wings") and short septal lines at both bases. */
    static Sign edema(SplitMix64 random, ChestAnatomy anatomy) {
        return new Edema(
                anatomy,
                random.between(40, 54),
                random.between(0.17, 0.25),
                new SmoothNoise(random.next(), 14));
    }

    private record Edema(ChestAnatomy anatomy, double reach, double strength, SmoothNoise cloud)
            implements Sign {
        @Override
        public ChestFinding finding() {
            return ChestFinding.EDEMA;
        }

        @Override
        public double extent(double x, double y, double lung) {
            double side = ChestAnatomy.sideOf(x);
            double from = Shapes.length((x - side * 38) / 0.9, (y + 2) / 1.2);
            return lung * Shapes.step((1.35 - from / reach + 0.3 * (cloud.at(x, y) - 0.5)) / 0.8);
        }

        @Override
        public double density(double x, double y, double extent, double lung) {
            return strength * extent + 0.10 * lung * septalLines(x, y);
        }

        private double septalLines(double x, double y) {
            double side = ChestAnatomy.sideOf(x);
            double fromWall = -anatomy.pleuraDistance(side, x, y);
            if (fromWall < 0 || fromWall > 18 || y < 20) {
                return 0;
            }
            double phase = Math.abs(y / 9 - Math.rint(y / 9));
            return Shapes.step(1 - phase / 0.2);
        }
    }
}
