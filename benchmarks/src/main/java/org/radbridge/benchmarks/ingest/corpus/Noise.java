package org.radbridge.benchmarks.ingest.corpus;

import java.util.Random;

/**
 * Quantum noise from a table: drawing a Gaussian for each of a billion pixels would take minutes.
 * Every line of an image begins at another place of the table, so that no two lines are alike.
 */
final class Noise {

    private static final int SIZE = 1 << 16;

    private final short[] values = new short[SIZE];

    /**
     * @param deviation standard deviation of the values
     */
    Noise(long seed, double deviation) {
        Random random = new Random(seed);
        for (int i = 0; i < SIZE; i++) {
            values[i] = (short) Math.round(random.nextGaussian() * deviation);
        }
    }

    /** The value at a place; the table is gone through again and again. */
    int at(int place) {
        return values[place & (SIZE - 1)];
    }
}
