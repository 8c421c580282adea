package org.radbridge.inference.run;

import java.time.Duration;
import org.radbridge.kit.work.RetryPolicy;

/** How many attempts, with growing pauses, an outage of a given length takes. */
final class OutagePatience {
    private OutagePatience() {}

    /**
     * Pauses double from the first to the longest, until together they are as long as the outage.
     */
    static RetryPolicy policy(Duration first, Duration longest, Duration outage) {
        int attempts = 1;
        Duration pause = first;
        Duration waited = Duration.ZERO;
        while (waited.compareTo(outage) < 0) {
            waited = waited.plus(pause);
            attempts++;
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(longest) < 0 ? doubled : longest;
        }
        return new RetryPolicy(first, longest, attempts);
    }
}
