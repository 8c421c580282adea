package org.radbridge.fhirmapper.ehr;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.result.ResultChange;

/** What each server has accepted last of each study, and what it still waits for. */
@ApplicationScoped
public class EhrDeliveries {
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

    private static final String STANDING =
            """
            SELECT named.destination,
                (SELECT count(*) FROM ehr_delivery d WHERE d.destination = named.destination),
                (SELECT CAST(extract(epoch FROM max(d.delivered_at)) * 1000 AS bigint)
                    FROM ehr_delivery d WHERE d.destination = named.destination),
                count(w.id) FILTER (WHERE w.state IN ('READY', 'RUNNING')),
                CAST(extract(epoch FROM min(w.enqueued_at)
                    FILTER (WHERE w.state IN ('READY', 'RUNNING'))) * 1000 AS bigint),
                max(w.failure_id) FILTER (WHERE w.state = 'READY'),
                count(w.id) FILTER (WHERE w.state = 'PARKED')
            FROM unnest(string_to_array(CAST(?1 AS text), ',')) AS named(destination)
            LEFT JOIN kit_work w ON w.kind = CAST(?2 AS text)
                AND w.state IN ('READY', 'RUNNING', 'PARKED')
                AND split_part(w.work_key, '/', 1) = named.destination
            GROUP BY named.destination
            ORDER BY named.destination
            """;

    private final EhrConfig config;

    EhrDeliveries(EhrConfig config) {
        this.config = config;
    }

    /**
     * How far a server is.
     *
     * @param destination its name
     * @param accepted of how many studies it holds a result
     * @param lastAccepted when it accepted one last; null when never
     * @param waiting how many results are on their way
     * @param waitingSince since when the oldest of them; null when none is
     * @param failure why they wait, if an attempt failed
     * @param parked how many it refused: {@code /operations/parked} lists them
     */
    public record Standing(
            String destination,
            long accepted,
            @Nullable Instant lastAccepted,
            long waiting,
            @Nullable Instant waitingSince,
            @Nullable String failure,
            long parked) {}

    /** How far each configured server is. */
    public Uni<List<Standing>> standing(Mutiny.Session session) {
        if (config.destinations().isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return session.createNativeQuery(STANDING, Object[].class)
                .setParameter(1, String.join(",", config.destinations().keySet()))
                .setParameter(2, EhrPushWork.KIND)
                .getResultList()
                .map(rows -> rows.stream().map(EhrDeliveries::standing).toList());
    }

    private static Standing standing(Object[] row) {
        return new Standing(
                (String) row[0],
                ((Number) row[1]).longValue(),
                instant(row[2]),
                ((Number) row[3]).longValue(),
                instant(row[4]),
                (String) row[5],
                ((Number) row[6]).longValue());
    }

    private static @Nullable Instant instant(@Nullable Object millis) {
        return millis == null ? null : Instant.ofEpochMilli(((Number) millis).longValue());
    }

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
