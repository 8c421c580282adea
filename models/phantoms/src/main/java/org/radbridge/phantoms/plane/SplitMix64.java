package org.radbridge.phantoms.plane;

import java.nio.charset.StandardCharsets;

/**
 * The SplitMix64 sequence (Steele, Lea, Flood 2014): small, fast and fully specified, so that a
 * seed means the same phantom on every Java release. Not for several threads at once.
 */
public final class SplitMix64 {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final double TO_UNIT = 0x1.0p-53;

    private long state;

    public SplitMix64(long seed) {
        this.state = seed;
    }

    /**
     * A sequence of its own for one purpose, so that drawing more of one thing moves nothing else.
     */
    public static SplitMix64 of(long seed, String purpose) {
        long hash = mix(seed + GOLDEN_GAMMA);
        for (byte octet : purpose.getBytes(StandardCharsets.UTF_8)) {
            hash = mix(hash ^ (octet & 0xff)) + GOLDEN_GAMMA;
        }
        return new SplitMix64(hash);
    }

    /** Spreads every bit of a number over all 64. */
    public static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    public long next() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** A number in [0, 1). */
    public double unit() {
        return (next() >>> 11) * TO_UNIT;
    }

    /** A number in [from, to). */
    public double between(double from, double to) {
        return from + (to - from) * unit();
    }

    /** A whole number in [0, bound). */
    public int below(int bound) {
        return (int) (unit() * bound);
    }

    public boolean chance(double probability) {
        return unit() < probability;
    }

    /** 1 or −1. */
    public int sign() {
        return chance(0.5) ? 1 : -1;
    }

    /**
     * Close to the normal distribution, mean 0, deviation 1: four 16-bit parts of one draw, summed.
     */
    public double bell() {
        long bits = next();
        long sum =
                (bits & 0xffff)
                        + ((bits >>> 16) & 0xffff)
                        + ((bits >>> 32) & 0xffff)
                        + (bits >>> 48);
        return (sum / 65535.0 - 2) * 1.7320508075688772;
    }
}
