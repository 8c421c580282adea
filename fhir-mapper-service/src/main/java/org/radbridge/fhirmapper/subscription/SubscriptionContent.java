package org.radbridge.fhirmapper.subscription;

import org.radbridge.kit.failure.RadbridgeException;

/** What a notification holds of an event's report. */
public enum SubscriptionContent {
    EMPTY("empty"),
    ID_ONLY("id-only"),
    FULL_RESOURCE("full-resource");

    private final String code;

    SubscriptionContent(String code) {
        this.code = code;
    }

    /**
     * The content of a code.
     *
     * @throws RadbridgeException {@code subscription-unsupported}
     */
    static SubscriptionContent of(String code) {
        for (SubscriptionContent content : values()) {
            if (content.code.equals(code)) {
                return content;
            }
        }
        throw new RadbridgeException(
                SubscriptionFailure.UNSUPPORTED,
                "payload content is empty, id-only or full-resource");
    }
}
