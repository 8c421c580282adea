package org.radbridge.fhirmapper.subscription;

import org.radbridge.kit.failure.FailureId;

/** Why a subscription is not taken, or a notification not heard. */
public enum SubscriptionFailure implements FailureId {
    UNKNOWN_TOPIC("subscription-topic-unknown", 422, "The criteria name no topic that there is"),
    UNSUPPORTED("subscription-unsupported", 422, "A subscription asks for what is not offered"),
    ENDPOINT("subscription-endpoint-refused", 422, "No notifications are sent to this address"),
    FILTER("subscription-filter-invalid", 422, "A filter is no search of DiagnosticReport"),
    TOO_MANY("subscription-too-many", 409, "There are as many subscriptions as there may be"),
    UNREACHABLE("subscription-unreachable", 502, "A subscriber did not answer"),
    NOT_HEARD("subscription-not-heard", 502, "A subscriber did not take a notification"),
    NO_WEBSOCKET("subscription-no-websocket", 422, "The subscription's channel is no websocket"),
    NOT_OWNER("subscription-not-owner", 403, "Only who wrote a subscription last is told by it"),
    TOKEN("subscription-token-refused", 403, "A binding token is unknown, used or over"),
    MESSAGE("subscription-message-unknown", 400, "A subscriber sent what is not understood"),
    UNBOUND("subscription-unbound", 408, "No subscription was bound to a connection in time"),
    CROWDED("subscription-crowded", 503, "As many connections are open as there may be"),
    SLOW("subscription-reader-slow", 408, "A subscriber does not read what it is sent"),
    OVER("subscription-over", 410, "A subscription is off, has ended or was written anew"),
    BINDING_OVER("subscription-binding-over", 410, "A connection has lasted as long as it may");

    private final String id;
    private final int status;
    private final String title;

    SubscriptionFailure(String id, int status, String title) {
        this.id = id;
        this.status = status;
        this.title = title;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
