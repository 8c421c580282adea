package org.radbridge.fhirmapper.ehr;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.fhirmapper.result.ResultChange;

/** What each server has accepted last of each study. */
@ApplicationScoped
class EhrDeliveries {
    private static final String PUT =
            """
            INSERT INTO ehr_delivery AS d
                (destination, study_instance_uid, revision, edition, attempts, delivered_at)
            VALUES (CAST(?1 AS text), CAST(?2 AS text), CAST(?3 AS integer), CAST(?4 AS integer),
                CAST(?5 AS integer), clock_timestamp())
            ON CONFLICT (destination, study_instance_uid) DO UPDATE SET
                revision = excluded.revision, edition = excluded.edition,
                attempts = excluded.attempts, delivered_at = excluded.delivered_at
            """;

    Uni<Void> put(Mutiny.Session session, String destination, ResultChange change, int attempts) {
        return session.createNativeQuery(PUT)
                .setParameter(1, destination)
                .setParameter(2, change.studyInstanceUid())
                .setParameter(3, change.revision())
                .setParameter(4, change.edition())
                .setParameter(5, attempts)
                .executeUpdate()
                .replaceWithVoid();
    }
}
