package org.radbridge.phantoms.plane;

/**
 * Noise that varies smoothly with place: random values on a lattice, blended between its points. It
 * depends on millimetres only, so an image looks the same at every matrix size.
 */
public final class SmoothNoise {
    private final long seed;
    private final double perMillimetre;

    /**
     * @param seed which noise
     * @param cell the lattice's spacing in millimetres: the size of the noise's features
     */
    public SmoothNoise(long seed, double cell) {
        this.seed = SplitMix64.mix(seed);
        this.perMillimetre = 1 / cell;
    }

    /** The noise at a place, 0 to 1. */
    public double at(double x, double y) {
        double u = x * perMillimetre;
        double v = y * perMillimetre;
        double left = Math.floor(u);
        double top = Math.floor(v);
        int column = (int) left;
        int row = (int) top;
        double across = ease(u - left);
        double down = ease(v - top);
        double upper = lattice(column, row) * (1 - across) + lattice(column + 1, row) * across;
        double lower =
                lattice(column, row + 1) * (1 - across) + lattice(column + 1, row + 1) * across;
        return upper * (1 - down) + lower * down;
    }

    private static double ease(double t) {
        return t * t * (3 - 2 * t);
    }

    private double lattice(int column, int row) {
        long place = ((long) column << 32) ^ (row & 0xffffffffL);
        return (SplitMix64.mix(seed ^ (place * 0x9e3779b97f4a7c15L)) >>> 40) * 0x1.0p-24;
    }
}
