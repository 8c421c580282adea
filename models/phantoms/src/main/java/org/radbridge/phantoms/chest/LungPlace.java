package org.radbridge.phantoms.chest;

import org.radbridge.phantoms.plane.SplitMix64;

/** A place inside a lung, drawn so that what is put there lies within it. */
record LungPlace(double x, double y, double side) {
    private static final int ATTEMPTS = 400;

    /**
     * @param margin how far from the lung's edge it must lie; given up bit by bit where the lung is
     *     too small for it
     */
    static LungPlace draw(
            SplitMix64 random,
            ChestAnatomy anatomy,
            double side,
            double margin,
            double fromY,
            double toY) {
        double centre = anatomy.lungCentre(side);
        double kept = margin;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double x = centre + random.between(-1, 1) * anatomy.lungSemiWidth;
            double y = random.between(fromY, toY);
            if (anatomy.lungDistance(side, x, y) < -kept) {
                return new LungPlace(x, y, side);
            }
            if (attempt % 20 == 19) {
                kept *= 0.85;
            }
        }
        return new LungPlace(centre, (fromY + toY) / 2, side);
    }
}
