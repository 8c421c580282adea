package org.radbridge.phantoms.chest;

import org.radbridge.phantoms.plane.Shapes;

/** Where a large heart or a wide mediastinum shows; their shape is part of the anatomy. */
final class HeartSigns {
    private HeartSigns() {}

    /** The whole heart, wider than half the chest. */
    record Cardiomegaly(ChestAnatomy anatomy) implements Sign {
        @Override
        public ChestFinding finding() {
            return ChestFinding.CARDIOMEGALY;
        }

        @Override
        public double extent(double x, double y, double lung) {
            return Shapes.fade(anatomy.heartDistance(x, y), 2);
        }

        @Override
        public double density(double x, double y, double extent, double lung) {
            return 0;
        }
    }

    /** The upper mediastinum, widened. */
    record EnlargedCardiomediastinum(ChestAnatomy anatomy) implements Sign {
        @Override
        public ChestFinding finding() {
            return ChestFinding.ENLARGED_CARDIOMEDIASTINUM;
        }

        @Override
        public double extent(double x, double y, double lung) {
            if (y < -105 || y > -5) {
                return 0;
            }
            return Shapes.fade(anatomy.mediastinumDistance(x, y), 2);
        }

        @Override
        public double density(double x, double y, double extent, double lung) {
            return 0.03 * extent;
        }
    }
}
