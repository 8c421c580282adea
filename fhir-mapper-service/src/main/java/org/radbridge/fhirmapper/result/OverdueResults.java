package org.radbridge.fhirmapper.result;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.Urgency;

/** Which results have waited too long for a radiologist. */
@ApplicationScoped
public class OverdueResults {
    /** What is being signed, or noted by another replica, at this moment is passed over. */
    private static final String NOTE =
            """
            WITH waiting AS (
                SELECT study_instance_uid FROM study_result
                WHERE urgency = CAST(?1 AS text) AND issued <= CAST(?2 AS timestamptz)
                    AND overdue_at IS NULL
                    AND (review IS NULL OR review ->> 'status' = 'PRELIMINARY')
                ORDER BY issued LIMIT 1
                FOR UPDATE SKIP LOCKED
            )
            UPDATE study_result r SET overdue_at = CAST(?3 AS timestamptz)
            FROM waiting WHERE r.study_instance_uid = waiting.study_instance_uid
            RETURNING r.study_instance_uid
            """;

    /**
     * Notes the result that has waited longest as overdue; a result is noted once. It stays locked
     * until the session's transaction ends.
     *
     * @param issuedUntil results that came later are not overdue yet
     * @return its Study Instance UID
     */
    public Uni<Optional<String>> note(
            Mutiny.Session session, Urgency urgency, Instant issuedUntil, Instant now) {
        return session.createNativeQuery(NOTE, String.class)
                .setParameter(1, urgency.name())
                .setParameter(2, issuedUntil.atOffset(ZoneOffset.UTC))
                .setParameter(3, now.atOffset(ZoneOffset.UTC))
                .getResultList()
                .map(rows -> rows.stream().findFirst());
    }
}
