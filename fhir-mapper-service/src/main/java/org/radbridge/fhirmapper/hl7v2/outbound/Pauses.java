package org.radbridge.fhirmapper.hl7v2.outbound;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;

/** Destinations that an operator has paused: what is for them waits. */
@ApplicationScoped
class Pauses {
    private static final String PAUSE =
            """
            INSERT INTO hl7v2_paused (destination, paused_by)
            VALUES (CAST(?1 AS text), CAST(?2 AS text)) ON CONFLICT DO NOTHING
            """;
    private static final String RESUME =
            "DELETE FROM hl7v2_paused WHERE destination = CAST(?1 AS text)";
    private static final String IS_PAUSED =
            "SELECT count(*) FROM hl7v2_paused WHERE destination = CAST(?1 AS text)";
    private static final String LOCK =
            "SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(?1, 2))";

    Uni<Void> pause(Mutiny.Session session, String destination, String by) {
        return session.createNativeQuery(PAUSE)
                .setParameter(1, destination)
                .setParameter(2, by)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Ends a pause; false when there was none. */
    Uni<Boolean> resume(Mutiny.Session session, String destination) {
        return lock(session, destination)
                .chain(() ->
                        session.createNativeQuery(RESUME)
                                .setParameter(1, destination)
                                .executeUpdate())
                .map(rows -> rows == 1);
    }

    Uni<Boolean> isPaused(Mutiny.Session session, String destination) {
        return session.createNativeQuery(IS_PAUSED, Long.class)
                .setParameter(1, destination)
                .getSingleResult()
                .map(count -> count > 0);
    }

    /** Whether a destination is paused, which stays so until the session's transaction ends. */
    Uni<Boolean> staysPaused(Mutiny.Session session, String destination) {
        return lock(session, destination).chain(() -> isPaused(session, destination));
    }

    private static Uni<Void> lock(Mutiny.Session session, String destination) {
        return session.createNativeQuery(LOCK, Object.class)
                .setParameter(1, destination)
                .getSingleResult()
                .replaceWithVoid();
    }
}
