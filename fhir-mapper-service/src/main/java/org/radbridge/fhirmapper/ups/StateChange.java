package org.radbridge.fhirmapper.ups;

import java.util.Optional;
import org.radbridge.fhirmapper.store.WorkitemState;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * What comes of asking a workitem to change its state: PS3.4 table CC.1.1-2, of which what would
 * finish a reading is left to the radiologist's signature.
 */
public enum StateChange {
    /** The caller reads the result. */
    CLAIM,
    /** The caller reads it no longer: this workitem is over, and there is another. */
    RELEASE,
    /** It is as was asked for; a warning (B304, B306). */
    ALREADY;

    /**
     * Decides.
     *
     * @param state the workitem's state
     * @param lock the Transaction UID that it was claimed with; empty when it was not, or not here
     * @param wanted the state that is asked for
     * @param given the Transaction UID of the request
     * @throws RadbridgeException one of {@link UpsFailure}
     */
    public static StateChange of(
            WorkitemState state,
            Optional<String> lock,
            WorkitemState wanted,
            Optional<String> given) {
        if (wanted == WorkitemState.SCHEDULED) {
            throw refused(UpsFailure.SCHEDULED_ONLY_NEW);
        }
        if (given.isEmpty()) {
            throw refused(UpsFailure.TRANSACTION_UID_MISSING);
        }
        if (wanted == WorkitemState.IN_PROGRESS) {
            return switch (state) {
                case SCHEDULED -> CLAIM;
                case IN_PROGRESS -> throw refused(UpsFailure.IN_PROGRESS);
                case COMPLETED, CANCELED -> throw refused(UpsFailure.FINAL);
            };
        }
        return switch (state) {
            case SCHEDULED -> throw refused(UpsFailure.NOT_IN_PROGRESS);
            case IN_PROGRESS -> {
                if (!lock.equals(given)) {
                    throw refused(UpsFailure.TRANSACTION_UID_WRONG);
                }
                if (wanted == WorkitemState.COMPLETED) {
                    throw refused(UpsFailure.NOT_ATTESTED);
                }
                yield RELEASE;
            }
            case COMPLETED, CANCELED -> {
                if (state != wanted) {
                    throw refused(UpsFailure.FINAL);
                }
                yield ALREADY;
            }
        };
    }

    private static RadbridgeException refused(UpsFailure failure) {
        return new RadbridgeException(failure, failure.title());
    }
}
