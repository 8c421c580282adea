package org.radbridge.kit.work;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.kit.trace.TraceParent;

/** Asks for work, in the caller's transaction: it is done if and only if that commits. */
@ApplicationScoped
public class WorkQueue {
    private static final String INSERT =
            """
            INSERT INTO kit_work
                (id, kind, work_key, dedupe_id, priority, payload, due_order, not_before, traceparent)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, GREATEST(CAST(?7 AS timestamptz), clock_timestamp()),
                GREATEST(CAST(?7 AS timestamptz), clock_timestamp()), CAST(?8 AS text))
            ON CONFLICT (kind, dedupe_id) DO NOTHING
            """;
    private static final String RESCHEDULE =
            """
            UPDATE kit_work SET due_order = GREATEST(?3, clock_timestamp()),
                not_before = GREATEST(?3, clock_timestamp()), changed_at = clock_timestamp()
            WHERE kind = ?1 AND dedupe_id = ?2 AND state = 'READY'
            """;
    private static final String CANCEL =
            """
            UPDATE kit_work SET state = 'CANCELLED', changed_at = clock_timestamp()
            WHERE kind = ?1 AND dedupe_id = ?2 AND state IN ('READY', 'PARKED')
            """;

    /**
     * Asks for work.
     *
     * @return whether it is new: false when the same kind and dedupe id were asked for before
     */
    public Uni<Boolean> enqueue(Mutiny.Session session, WorkRequest request) {
        return session.createNativeQuery(INSERT)
                .setParameter(1, UUID.randomUUID())
                .setParameter(2, request.kind())
                .setParameter(3, request.key())
                .setParameter(4, request.dedupeId())
                .setParameter(5, request.priority().ordinal())
                .setParameter(6, request.payload())
                .setParameter(7, at(request.notBefore()))
                .setParameter(8, TraceParent.current().orElse(null))
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /**
     * Moves work that has not begun to another time.
     *
     * @return whether there was such work
     */
    public Uni<Boolean> reschedule(
            Mutiny.Session session, String kind, String dedupeId, Instant due) {
        return session.createNativeQuery(RESCHEDULE)
                .setParameter(1, kind)
                .setParameter(2, dedupeId)
                .setParameter(3, due.atOffset(ZoneOffset.UTC))
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /**
     * Gives up work that is not being done at this moment.
     *
     * @return whether there was such work
     */
    public Uni<Boolean> cancel(Mutiny.Session session, String kind, String dedupeId) {
        return session.createNativeQuery(CANCEL)
                .setParameter(1, kind)
                .setParameter(2, dedupeId)
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
