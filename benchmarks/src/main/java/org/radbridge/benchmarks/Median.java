package org.radbridge.benchmarks;

import java.util.Arrays;

/** The value in the middle. */
public final class Median {

    private Median() {}

    /** Of an even number of values the mean of the two in the middle. */
    public static double of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values, no median");
        }
        double[] ascending = values.clone();
        Arrays.sort(ascending);
        int middle = ascending.length / 2;
        return ascending.length % 2 == 1
                ? ascending[middle]
                : (ascending[middle - 1] + ascending[middle]) / 2;
    }
}
