package org.radbridge.ingest.study;

import java.time.Duration;
import java.time.Instant;

/** What to do with an open study whose deadline has come. */
public sealed interface CloseDecision {

    /** Close it now. */
    record Close(CloseReason reason) implements CloseDecision {}

    /** Look at it again then: it is not quiet yet. */
    record Wait(Instant until) implements CloseDecision {}

    /**
     * Decides by the quiet timer. Instances do not move the deadline as they arrive, since then all
     * associations of a study would queue for its row; the deadline is moved here, once it has
     * come.
     *
     * @param lastInstanceAt when the study's latest instance was stored
     * @param receiving whether an instance of the study is arriving at this moment
     * @param now by the clock that stamped the instances
     */
    static CloseDecision byQuietTimer(
            Instant lastInstanceAt, boolean receiving, Instant now, Duration quietPeriod) {
        if (receiving) {
            return new Wait(now.plus(quietPeriod));
        }
        Instant quietAt = lastInstanceAt.plus(quietPeriod);
        return quietAt.isAfter(now) ? new Wait(quietAt) : new Close(CloseReason.QUIET_TIMER);
    }
}
