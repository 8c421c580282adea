package org.radbridge.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * Measured durations and their percentiles by nearest rank: the p-th percentile of n values is the
 * value at rank ⌈p/100 · n⌉ of the ascending order, counted from 1. It is always a value that was
 * measured, never one between two. With fewer than 100 values the 99th is therefore the largest.
 *
 * @param ascending at least one value; given in any order
 */
public record Distribution(List<Duration> ascending) {

    public Distribution {
        if (ascending.isEmpty()) {
            throw new IllegalArgumentException("no values, no percentiles");
        }
        ascending = ascending.stream().sorted().toList();
    }

    /**
     * @param percent 1 to 100
     */
    public Duration percentile(int percent) {
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException(percent + " is not a percentile from 1 to 100");
        }
        int rank = Math.ceilDiv(percent * ascending.size(), 100);
        return ascending.get(rank - 1);
    }

    /** The 50th percentile: of an even number of values the lower of the two in the middle. */
    public Duration median() {
        return percentile(50);
    }

    public Duration maximum() {
        return ascending.getLast();
    }

    /** How many values there are. */
    public int count() {
        return ascending.size();
    }
}
