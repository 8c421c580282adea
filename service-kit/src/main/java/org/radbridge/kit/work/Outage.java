package org.radbridge.kit.work;

import java.time.Duration;

/**
 * Keeps a destination that does not answer from holding up the others, and from being asked by all
 * that waits for it: after a failure, one question at a time finds out whether it is back. Safe for
 * threads.
 */
public final class Outage {
    private final long firstRest;
    private final long longestRest;
    private boolean down;
    private boolean asking;
    private long rest;
    private long restUntil;

    /**
     * @param rest how long nobody asks after a failure, and while somebody is asking
     */
    public Outage(Duration rest) {
        this(rest, rest);
    }

    /**
     * @param first how long nobody asks after the first failure; twice as long after the next
     * @param longest and never longer
     */
    public Outage(Duration first, Duration longest) {
        this.firstRest = first.toNanos();
        this.longestRest = Math.max(first.toNanos(), longest.toNanos());
        this.rest = firstRest;
    }

    /** Whether the destination may be asked now; who is let in reports what came of it. */
    public synchronized boolean admits() {
        long now = System.nanoTime();
        if (down && now - restUntil < 0) {
            return false;
        }
        asking = down;
        restUntil = now + rest;
        return true;
    }

    /** How many may ask now, of so many that would: all, one that finds out, or none. */
    public synchronized int admitted(int wanted) {
        if (!down) {
            return wanted;
        }
        return wanted > 0 && admits() ? 1 : 0;
    }

    /** It answered, whatever it said. */
    public synchronized void answered() {
        down = false;
        asking = false;
        rest = firstRest;
    }

    /** It did not answer. Those that were asking together with the one that said so add nothing. */
    public synchronized void failed() {
        long now = System.nanoTime();
        if (down && now - restUntil < 0 && !asking) {
            return;
        }
        if (down) {
            rest = Math.min(2 * rest, longestRest);
        }
        down = true;
        asking = false;
        restUntil = now + rest;
    }
}
