package org.radbridge.kit.work;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a failed item is tried again.
 *
 * @param first delay before the second attempt
 * @param longest the delay doubles until it reaches this
 * @param attempts how many attempts in all, before the item is parked
 */
public record RetryPolicy(Duration first, Duration longest, int attempts) {
    /** Half a second, doubling to a minute, twelve attempts: about six minutes. */
    public static final RetryPolicy STANDARD =
            new RetryPolicy(Duration.ofMillis(500), Duration.ofMinutes(1), 12);

    private static final double JITTER = 0.2;

    public RetryPolicy {
        if (first.isNegative() || longest.compareTo(first) < 0 || attempts < 1) {
            throw new IllegalArgumentException("a retry policy needs 0 <= first <= longest");
        }
    }

    /** The same delays without end: only a permanent failure parks the item. */
    public RetryPolicy withoutEnd() {
        return new RetryPolicy(first, longest, Integer.MAX_VALUE);
    }

    /** Whether this attempt was the last. */
    public boolean exhaustedBy(int attempt) {
        return attempt >= attempts;
    }

    /** The delay after a failed attempt (1 for the first), up to a fifth shorter or longer. */
    public Duration delayAfter(int attempt, RandomGenerator random) {
        int doublings = Math.min(attempt - 1, 30);
        double millis = Math.min(longest.toMillis(), first.toMillis() * Math.pow(2, doublings));
        double jittered = millis * (1 + JITTER * (2 * random.nextDouble() - 1));
        return Duration.ofMillis(Math.round(jittered));
    }
}
