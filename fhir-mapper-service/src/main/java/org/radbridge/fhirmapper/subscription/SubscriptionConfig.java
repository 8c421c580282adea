package org.radbridge.fhirmapper.subscription;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.radbridge.contracts.Urgency;

/** Whom subscriptions may have notified, and how. */
@ConfigMapping(prefix = "radbridge.subscriptions")
public interface SubscriptionConfig {

    /**
     * How an endpoint's URL may begin, up to a slash; without any, nobody may have notifications
     * sent. Plain {@code http} is for this machine only.
     */
    Optional<List<String>> endpoints();

    /** How long an endpoint may take to answer. */
    @WithDefault("20s")
    Duration timeout();

    /** How soon a notification is sent again. */
    @WithDefault("1s")
    Duration retryFirst();

    /** How far attempts grow apart. They do not end. */
    @WithDefault("5m")
    Duration retryLongest();

    /** How long events are kept for {@code $events}. */
    @WithDefault("30d")
    Duration retention();

    /** How many subscriptions there may be. */
    @WithDefault("200")
    int most();

    /** Connections that subscribers open. */
    Websocket websocket();

    /** How websockets are held. */
    interface Websocket {
        /** How long a binding token is good for. */
        @WithDefault("2m")
        Duration token();

        /** How soon after a connection is opened something has to be bound to it. */
        @WithDefault("10s")
        Duration bindWithin();

        /** How long a subscriber may be slow to read before the connection is closed. */
        @WithDefault("20s")
        Duration readWithin();

        /**
         * How long a connection may last: the rights that a token was given for count no longer.
         */
        @WithDefault("12h")
        Duration longest();

        /** How many connections a replica holds at most. */
        @WithDefault("200")
        int most();
    }

    /** How long reports may wait for a radiologist. */
    Overdue overdue();

    /** How long a report may be preliminary before it is overdue. */
    interface Overdue {
        /** When the result is critical. */
        @WithDefault("15m")
        Duration critical();

        /** When it is urgent. */
        @WithDefault("1h")
        Duration urgent();

        /** When it is routine. */
        @WithDefault("24h")
        Duration routine();

        /** How often is looked for reports that have become overdue. */
        @WithDefault("10s")
        Duration lookEvery();

        /** How long a report of this urgency may wait. */
        default Duration after(Urgency urgency) {
            return switch (urgency) {
                case CRITICAL -> critical();
                case URGENT -> urgent();
                case ROUTINE -> routine();
            };
        }
    }
}
