package org.radbridge.fhirmapper.store;

import java.util.Optional;
import java.util.Set;
import org.radbridge.contracts.Urgency;

/**
 * What workitems are asked for; empty for any.
 *
 * @param limit how many at most
 * @param offset how many before these are passed over
 */
public record WorkitemFilter(
        Set<String> uids,
        Set<WorkitemState> states,
        Set<Urgency> urgencies,
        Optional<String> patientId,
        Optional<String> issuer,
        Optional<String> studyInstanceUid,
        int limit,
        int offset) {

    /** One workitem. */
    public static WorkitemFilter of(String uid) {
        return new WorkitemFilter(
                Set.of(uid),
                Set.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                0);
    }
}
