package org.radbridge.fhirmapper.subscription;

import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** How a connection is closed (RFC 6455 section 7.4.1). */
final class CloseCodes {
    private static final short NORMAL = 1000;
    private static final short GOING_AWAY = 1001;
    private static final short POLICY_VIOLATION = 1008;
    private static final short INTERNAL_ERROR = 1011;

    /** Registered with IANA after the RFC. */
    private static final short TRY_AGAIN_LATER = 1013;

    private CloseCodes() {}

    /** The code of a failure. */
    static short of(Throwable why) {
        if (!(why instanceof RadbridgeException known)) {
            return INTERNAL_ERROR;
        }
        return switch (known.failureId()) {
            case SubscriptionFailure failure ->
                    switch (failure) {
                        case OVER -> NORMAL;
                        case BINDING_OVER -> GOING_AWAY;
                        case SLOW, CROWDED -> TRY_AGAIN_LATER;
                        case UNKNOWN_TOPIC,
                                UNSUPPORTED,
                                ENDPOINT,
                                FILTER,
                                TOO_MANY,
                                UNREACHABLE,
                                NOT_HEARD,
                                NO_WEBSOCKET,
                                NOT_OWNER,
                                TOKEN,
                                MESSAGE,
                                UNBOUND ->
                                POLICY_VIOLATION;
                    };
            case KitFailure failure when failure == KitFailure.FORBIDDEN -> POLICY_VIOLATION;
            case KitFailure failure when failure == KitFailure.POLICY_MISSING -> TRY_AGAIN_LATER;
            default -> INTERNAL_ERROR;
        };
    }
}
