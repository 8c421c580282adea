package org.radbridge.fhirmapper.pacs;

import java.time.Duration;

/**
 * Keeps a destination that does not answer from holding up the others: after a failure, one
 * question at a time finds out whether it is back, and all others fail at once. Safe for threads.
 */
final class Outage {
    private final long restNanos;
    private boolean down;
    private long restUntil;

    /**
     * @param rest how long nobody asks after a failure, and while somebody is asking
     */
    Outage(Duration rest) {
        this.restNanos = rest.toNanos();
    }

    /** Whether the destination may be asked now; who is let in reports what came of it. */
    synchronized boolean admits() {
        long now = System.nanoTime();
        if (down && now - restUntil < 0) {
            return false;
        }
        restUntil = now + restNanos;
        return true;
    }

    /** It answered, whatever it said. */
    synchronized void answered() {
        down = false;
    }

    /** It did not answer. */
    synchronized void failed() {
        down = true;
        restUntil = System.nanoTime() + restNanos;
    }
}
