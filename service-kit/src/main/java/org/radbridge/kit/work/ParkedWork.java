package org.radbridge.kit.work;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.kit.failure.Failure;

/** The work of this service that was given up. */
@ApplicationScoped
public class ParkedWork {
    private static final String SELECT =
            """
            SELECT id, kind, work_key, failure_id, failure_detail, attempts, changed_at
            FROM kit_work WHERE state = 'PARKED' ORDER BY changed_at, id
            """;
    private static final String RETRY =
            """
            UPDATE kit_work SET state = 'READY', attempts = 0, changed_at = clock_timestamp(),
                due_order = clock_timestamp(), not_before = clock_timestamp()
            WHERE id = ?1 AND state = 'PARKED'
            """;

    /** Those that wait for an operator, oldest first. */
    public Uni<List<ParkedItem>> waiting(Mutiny.Session session, int limit) {
        return session.createNativeQuery(SELECT, Object[].class)
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.stream().map(ParkedWork::item).toList());
    }

    /**
     * Has an item tried again, as if for the first time, behind what waits of its key.
     *
     * @return whether there was such an item
     */
    public Uni<Boolean> retry(Mutiny.Session session, UUID id) {
        return session.createNativeQuery(RETRY)
                .setParameter(1, id)
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    private static ParkedItem item(Object[] row) {
        return new ParkedItem(
                (UUID) row[0],
                (String) row[1],
                (String) row[2],
                new Failure((String) row[3], (String) row[4]),
                (Integer) row[5],
                ((OffsetDateTime) row[6]).toInstant());
    }
}
