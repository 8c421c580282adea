package org.radbridge.fhirmapper.subscription;

import java.time.Instant;
import org.radbridge.fhirmapper.subscription.Subscriptions.Standing;
import org.radbridge.kit.access.Caller;

/**
 * A subscription that is told over a connection, as it was when it was bound. Events from before
 * are asked for with {@code $events}.
 *
 * <p>Threading: on its connection's context only.
 */
final class Binding {
    private final Caller caller;
    private final Standing bound;
    private final Asked asked;
    private long sent;
    private Instant saidAt = Instant.now();

    /**
     * @param caller who showed the token: the subscription's owner, with the rights of that moment
     */
    Binding(Caller caller, Standing bound, Asked asked) {
        this.caller = caller;
        this.bound = bound;
        this.asked = asked;
        this.sent = bound.events();
    }

    Caller caller() {
        return caller;
    }

    String subscription() {
        return bound.id();
    }

    SubscriptionContent content() {
        return asked.content();
    }

    /** The number of the last event that is done with. */
    long sent() {
        return sent;
    }

    /** Whether the Subscription is still what was bound. */
    boolean holds(Standing standing) {
        return standing.writings() == bound.writings() && !standing.ended();
    }

    /** An event is done with. */
    void done(long number) {
        sent = number;
    }

    /** Something was said. */
    void said() {
        saidAt = Instant.now();
    }

    /** Whether it heard nothing for as long as it wished. */
    boolean isSilent() {
        return asked.heartbeat()
                .filter(seconds -> saidAt.plusSeconds(seconds).isBefore(Instant.now()))
                .isPresent();
    }
}
