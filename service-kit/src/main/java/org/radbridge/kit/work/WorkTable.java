package org.radbridge.kit.work;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.kit.failure.Failure;

/**
 * The statements on {@code kit_work}. Times are the database's, so that replicas need not agree on
 * the clock. An item is claimable when it is due, or its lease has run out, and no unfinished item
 * of its kind and key runs or stands before it.
 */
@ApplicationScoped
class WorkTable {
    private static final String CLAIM =
            """
            WITH next AS (
                SELECT w.id FROM kit_work w
                WHERE w.kind = $1
                    AND ((w.state = 'READY' AND w.not_before <= clock_timestamp())
                        OR (w.state = 'RUNNING' AND w.lease_until < clock_timestamp()))
                    AND NOT EXISTS (
                        SELECT 1 FROM kit_work e
                        WHERE e.kind = w.kind AND e.work_key = w.work_key AND e.id <> w.id
                            AND e.state IN ('READY', 'RUNNING')
                            AND (e.state = 'RUNNING'
                                OR (e.due_order, e.seq) < (w.due_order, w.seq)))
                ORDER BY w.priority, w.due_order, w.seq
                LIMIT $2
                FOR UPDATE SKIP LOCKED)
            UPDATE kit_work w SET state = 'RUNNING', attempts = w.attempts + 1,
                lease_token = gen_random_uuid(),
                lease_until = clock_timestamp() + make_interval(secs => $3),
                changed_at = clock_timestamp()
            FROM next WHERE w.id = next.id
            RETURNING w.id, w.kind, w.work_key, w.priority, w.dedupe_id, w.payload, w.attempts,
                w.enqueued_at, w.traceparent, w.lease_token, w.due_order, w.seq
            """;
    private static final String RENEW =
            """
            UPDATE kit_work SET lease_until = clock_timestamp() + make_interval(secs => $2)
            WHERE lease_token = ANY ($1) AND state = 'RUNNING'
            """;
    private static final String DUE =
            """
            SELECT kind,
                bool_or(due <= clock_timestamp()) AS is_due,
                CAST(EXTRACT(EPOCH FROM min(due) FILTER (WHERE due > clock_timestamp())
                    - clock_timestamp()) AS double precision) AS seconds
            FROM (SELECT kind, CASE state WHEN 'READY' THEN not_before ELSE lease_until END AS due
                FROM kit_work WHERE state IN ('READY', 'RUNNING')) open
            GROUP BY kind
            """;
    private static final String FORGET =
            """
            DELETE FROM kit_work WHERE id IN (
                SELECT id FROM kit_work WHERE state IN ('DONE', 'CANCELLED')
                    AND changed_at < clock_timestamp() - make_interval(secs => $1)
                LIMIT 1000)
            """;
    private static final String FINISH =
            """
            UPDATE kit_work SET state = 'DONE', changed_at = clock_timestamp(), lease_token = NULL,
                lease_until = NULL, failure_id = NULL, failure_detail = NULL
            WHERE id = ?1 AND lease_token = ?2 AND state = 'RUNNING'
            """;
    private static final String AGAIN =
            """
            UPDATE kit_work SET state = 'READY', changed_at = clock_timestamp(),
                lease_token = NULL, lease_until = NULL,
                not_before = clock_timestamp() + make_interval(secs => ?3),
                failure_id = ?4, failure_detail = ?5
            WHERE id = ?1 AND lease_token = ?2 AND state = 'RUNNING'
            """;
    private static final String PARK =
            """
            UPDATE kit_work SET state = 'PARKED', changed_at = clock_timestamp(),
                lease_token = NULL, lease_until = NULL, failure_id = ?3, failure_detail = ?4
            WHERE id = ?1 AND lease_token = ?2 AND state = 'RUNNING'
            """;

    private final Pool pool;

    WorkTable(Pool pool) {
        this.pool = pool;
    }

    /** When work of a kind is due: now, and the soonest time after now. */
    record Due(boolean now, Optional<Duration> next) {}

    /** Takes up to {@code limit} items, most urgent first, under a lease each. */
    Uni<List<WorkItem>> claim(String kind, int limit, Duration lease) {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(kind, limit, seconds(lease)))
                .map(WorkTable::items);
    }

    /** Prolongs leases. */
    Uni<Void> renew(Collection<UUID> leaseTokens, Duration lease) {
        return pool.preparedQuery(RENEW)
                .execute(Tuple.of(leaseTokens.toArray(UUID[]::new), seconds(lease)))
                .replaceWithVoid();
    }

    /** By kind, when work is due. */
    Uni<Map<String, Due>> due() {
        return pool.preparedQuery(DUE)
                .execute()
                .map(rows -> {
                    Map<String, Due> due = new HashMap<>();
                    for (Row row : rows) {
                        Optional<Duration> next =
                                Optional.ofNullable(row.getDouble("seconds"))
                                        .map(s -> Duration.ofMillis(Math.round(s * 1000)));
                        due.put(row.getString("kind"), new Due(row.getBoolean("is_due"), next));
                    }
                    return due;
                });
    }

    /** Deletes some of the work that was finished longer ago than this; returns how many. */
    Uni<Integer> forget(Duration age) {
        return pool.preparedQuery(FORGET).execute(Tuple.of(seconds(age))).map(SqlResult::rowCount);
    }

    /** Completes an item; false when the lease was lost. */
    Uni<Boolean> finish(Mutiny.Session session, WorkItem item) {
        return session.createNativeQuery(FINISH)
                .setParameter(1, item.id())
                .setParameter(2, item.leaseToken())
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /** Lets an item wait for its next attempt; false when the lease was lost. */
    Uni<Boolean> again(Mutiny.Session session, WorkItem item, Failure failure, Duration delay) {
        return session.createNativeQuery(AGAIN)
                .setParameter(1, item.id())
                .setParameter(2, item.leaseToken())
                .setParameter(3, seconds(delay))
                .setParameter(4, failure.id())
                .setParameter(5, failure.detail())
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /** Parks an item; false when the lease was lost. */
    Uni<Boolean> park(Mutiny.Session session, WorkItem item, Failure failure) {
        return session.createNativeQuery(PARK)
                .setParameter(1, item.id())
                .setParameter(2, item.leaseToken())
                .setParameter(3, failure.id())
                .setParameter(4, failure.detail())
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    private static List<WorkItem> items(RowSet<Row> rows) {
        record Placed(WorkItem item, OffsetDateTime due, long seq) {}
        List<Placed> placed = new ArrayList<>();
        for (Row row : rows) {
            WorkItem item =
                    new WorkItem(
                            row.getUUID("id"),
                            row.getString("kind"),
                            row.getString("work_key"),
                            WorkPriority.values()[row.getShort("priority")],
                            row.getString("dedupe_id"),
                            row.getString("payload"),
                            row.getInteger("attempts"),
                            row.getOffsetDateTime("enqueued_at").toInstant(),
                            row.getString("traceparent"),
                            row.getUUID("lease_token"));
            placed.add(new Placed(item, row.getOffsetDateTime("due_order"), row.getLong("seq")));
        }
        return placed.stream()
                .sorted(
                        Comparator.<Placed, WorkPriority>comparing(p -> p.item().priority())
                                .thenComparing(Placed::due)
                                .thenComparing(Placed::seq))
                .map(Placed::item)
                .toList();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
