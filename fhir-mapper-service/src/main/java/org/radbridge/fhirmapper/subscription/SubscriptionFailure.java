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
    NOT_HEARD("subscription-not-heard", 502, "A subscriber did not take a notification");

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
