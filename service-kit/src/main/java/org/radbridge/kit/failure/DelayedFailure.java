package org.radbridge.kit.failure;

import java.time.Duration;

/**
 * A failure after which it is no use to try again at once: the other side says for how long, as
 * HTTP's {@code Retry-After} does.
 */
public final class DelayedFailure extends RadbridgeException {
    private static final long serialVersionUID = 1L;

    private final Duration delay;

    public DelayedFailure(FailureId failureId, String detail, Duration delay) {
        super(failureId, detail);
        this.delay = delay;
    }

    /** The next attempt waits at least this long. */
    public Duration delay() {
        return delay;
    }
}
