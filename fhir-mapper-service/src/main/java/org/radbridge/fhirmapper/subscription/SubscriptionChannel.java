package org.radbridge.fhirmapper.subscription;

/** How a subscriber is told. */
public enum SubscriptionChannel {
    /** Each notification is posted to an endpoint until it is heard. */
    REST_HOOK,
    /** Notifications go over a connection that the subscriber opens, while it is open. */
    WEBSOCKET
}
