package org.radbridge.ingest.quarantine;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.radbridge.ingest.keys.WrappedKey;
import org.radbridge.ingest.receive.Door;
import org.radbridge.ingest.receive.Sender;
import org.radbridge.ingest.storage.ObjectId;
import org.radbridge.ingest.storage.SealedObject;
import org.radbridge.ingest.storage.StoredObject;

/** The quarantine's table. */
@ApplicationScoped
class QuarantineRows {
    /** $5: most instances, $6: most bytes. The same bytes are kept once. */
    private static final String ADD =
            """
            INSERT INTO quarantined_instance (id, object_id, object_key, object_size, object_sha256)
            SELECT $1, $2, $7, $3, $4
            WHERE (SELECT count(*) < $5 AND coalesce(sum(object_size), 0) + $3 <= $6
                FROM quarantined_instance WHERE state = 'HELD')
            ON CONFLICT (object_sha256) WHERE state = 'HELD' DO NOTHING
            """;

    private static final String SELECT =
            """
            SELECT q.id, q.quarantined_at, q.state, q.object_size, r.door, r.sender, r.reason, r.detail,
                r.study_instance_uid, r.sop_instance_uid, r.sop_class_uid, q.decided_at, q.decided_by, q.object_id, q.object_key
            FROM quarantined_instance q JOIN refused_instance r ON r.id = q.id
            """;
    private static final String NEWEST =
            SELECT
                    + """
                    WHERE ($1::text IS NULL OR q.state = $1) ORDER BY q.quarantined_at DESC, q.id LIMIT $2
                    """;
    private static final String HELD = SELECT + "WHERE q.id = $1 AND q.state = 'HELD'";
    private static final String DECIDE =
            """
            UPDATE quarantined_instance SET state = $2, decided_at = now(), decided_by = $3, object_key = NULL
            WHERE id = $1 AND state = 'HELD' RETURNING object_id
            """;
    private static final String EXPIRE =
            """
            UPDATE quarantined_instance SET state = 'EXPIRED', decided_at = now(), object_key = NULL
            WHERE state = 'HELD' AND quarantined_at < now() - $1 * interval '1 millisecond'
            """;
    private static final String LEFT_OVER =
            "SELECT id, object_id FROM quarantined_instance WHERE state <> 'HELD' AND NOT object_gone LIMIT 500";
    private static final String GONE =
            "UPDATE quarantined_instance SET object_gone = true WHERE id = $1";

    /** An instance that waits, with what its release needs. */
    record Held(QuarantinedInstance instance, SealedObject object) {
        /** Who sent it. */
        Sender sender() {
            Door door = Door.ofWireName(instance.door());
            return new Sender(
                    door, instance.sender(), door == Door.C_STORE ? instance.sender() : null);
        }
    }

    /** An object that nobody needs any more. */
    record LeftOver(UUID id, ObjectId object) {}

    private final Pool pool;
    private final QuarantineConfig config;

    QuarantineRows(Pool pool, QuarantineConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /** Whether there was room, and the bytes are not here yet. */
    Uni<Boolean> add(UUID refusal, StoredObject object) {
        Tuple row =
                Tuple.from(
                        new Object[] {
                            refusal,
                            object.id().value(),
                            object.size(),
                            object.sha256().hex(),
                            (long) config.maxCount(),
                            config.maxSize().asLongValue(),
                            object.key().bytes()
                        });
        return pool.preparedQuery(ADD).execute(row).map(result -> result.rowCount() > 0);
    }

    Uni<List<QuarantinedInstance>> newest(@Nullable String state, int limit) {
        return pool.preparedQuery(NEWEST)
                .execute(Tuple.of(state, limit))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(QuarantineRows::instance)
                                .toList());
    }

    Uni<Optional<Held>> held(UUID id) {
        return pool.preparedQuery(HELD)
                .execute(Tuple.of(id))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(QuarantineRows::held)
                                .findFirst());
    }

    /** The object of the instance, if it still waited. */
    Uni<Optional<ObjectId>> decide(UUID id, String state, String by) {
        return pool.preparedQuery(DECIDE)
                .execute(Tuple.of(id, state, by))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row -> new ObjectId(row.getUUID(0)))
                                .findFirst());
    }

    Uni<Integer> expire(Duration age) {
        return pool.preparedQuery(EXPIRE).execute(Tuple.of(age.toMillis())).map(RowSet::rowCount);
    }

    Uni<List<LeftOver>> leftOver() {
        return pool.query(LEFT_OVER)
                .execute()
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row ->
                                        new LeftOver(row.getUUID(0), new ObjectId(row.getUUID(1))))
                                .toList());
    }

    Uni<Void> gone(UUID id) {
        return pool.preparedQuery(GONE).execute(Tuple.of(id)).replaceWithVoid();
    }

    private static Held held(Row row) {
        return new Held(
                instance(row),
                new SealedObject(
                        new ObjectId(row.getUUID(13)), new WrappedKey(row.get(Buffer.class, 14))));
    }

    private static QuarantinedInstance instance(Row row) {
        OffsetDateTime decidedAt = row.getOffsetDateTime(11);
        return new QuarantinedInstance(
                row.getUUID(0),
                row.getOffsetDateTime(1).toInstant(),
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                decidedAt == null ? null : decidedAt.toInstant(),
                row.getString(12));
    }
}
