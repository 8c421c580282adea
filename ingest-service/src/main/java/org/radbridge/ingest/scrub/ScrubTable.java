package org.radbridge.ingest.scrub;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.radbridge.ingest.keys.WrappedKey;
import org.radbridge.ingest.scrub.ScrubOutcome.Damaged;
import org.radbridge.ingest.scrub.ScrubOutcome.Sound;
import org.radbridge.ingest.storage.ObjectId;
import org.radbridge.ingest.storage.SealedObject;

/** What the database knows of reading again: how far, by whom, and what was found. */
@ApplicationScoped
class ScrubTable {
    private static final Duration LEASE = Duration.ofMinutes(15);

    /** One replica reads at a time; one that dies is followed when its lease is over. */
    private static final String LEASED =
            """
            UPDATE scrub_progress SET holder = $1, leased_until = now() + $2 * interval '1 second'
            WHERE (holder = $1 OR leased_until < now())
                AND (ended_at IS NULL OR ended_at < now() - $3 * interval '1 second')
            RETURNING ended_at IS NOT NULL
            """;

    private static final String NEW_PASS =
            """
            UPDATE scrub_progress SET pass = pass + 1, began_at = now(), ended_at = NULL, objects = 0, bytes = 0,
                position_at = 'epoch', position_id = 0
            WHERE ended_at IS NOT NULL
            """;
    private static final String NEXT =
            """
            SELECT i.stored_at, i.instance_id, i.object_id, i.object_key, i.object_size, i.object_sha256,
                s.study_instance_uid, i.sop_instance_uid
            FROM scrub_progress p, instance i JOIN study s ON s.id = i.study_id
            WHERE (i.stored_at, i.instance_id) > (p.position_at, p.position_id)
                AND i.stored_at <= now() - $2 * interval '1 second'
            ORDER BY i.stored_at, i.instance_id LIMIT $1
            """;

    /** Unless it was deleted meanwhile: then its bytes are gone by right. */
    private static final String ADD_FINDING =
            """
            INSERT INTO scrub_finding (object_id, study_instance_uid, sop_instance_uid, failure, detail)
            SELECT $1, $2, $3, $4, $5 WHERE EXISTS (SELECT 1 FROM instance WHERE object_id = $1)
            ON CONFLICT (object_id) DO UPDATE SET failure = $4, detail = $5, seen_at = now(), resolved_at = NULL
            """;

    private static final String RESOLVE =
            """
            UPDATE scrub_finding SET resolved_at = now() WHERE object_id = ANY($1::uuid[]) AND resolved_at IS NULL
            """;
    private static final String ADVANCE =
            """
            UPDATE scrub_progress SET position_at = $1, position_id = $2, objects = objects + $3, bytes = bytes + $4
            """;
    private static final String END =
            "UPDATE scrub_progress SET ended_at = now(), leased_until = now()";
    private static final String AGAIN =
            "UPDATE scrub_progress SET ended_at = 'epoch' WHERE ended_at IS NOT NULL";
    private static final String PROGRESS =
            """
            SELECT pass, began_at, ended_at, objects, bytes,
                (SELECT count(*) FROM scrub_finding WHERE resolved_at IS NULL)
            FROM scrub_progress
            """;
    private static final String FINDINGS =
            """
            SELECT object_id, study_instance_uid, sop_instance_uid, failure, detail, found_at, seen_at, resolved_at
            FROM scrub_finding WHERE resolved_at IS NULL OR $1 ORDER BY seen_at DESC, object_id LIMIT $2
            """;

    private final Pool pool;
    private final UUID holder = UUID.randomUUID();

    ScrubTable(Pool pool) {
        this.pool = pool;
    }

    /** Whether this replica may go on; a new pass is begun when the last one is old enough. */
    Uni<Boolean> lease(Duration passInterval) {
        return pool.preparedQuery(LEASED)
                .execute(Tuple.of(holder, LEASE.toSeconds(), passInterval.toSeconds()))
                .chain(rows -> {
                    if (rows.size() == 0) {
                        return Uni.createFrom().item(false);
                    }
                    boolean ended = rows.iterator().next().getBoolean(0);
                    return ended
                            ? pool.query(NEW_PASS).execute().replaceWith(true)
                            : Uni.createFrom().item(true);
                });
    }

    /** The next objects of the pass that are old enough. */
    Uni<List<ScrubbedObject>> next(int limit, Duration minimumAge) {
        return pool.preparedQuery(NEXT)
                .execute(Tuple.of(limit, minimumAge.toSeconds()))
                .map(rows -> list(rows, ScrubTable::object));
    }

    Uni<Void> addFinding(Damaged damaged) {
        ScrubbedObject object = damaged.object();
        return pool.preparedQuery(ADD_FINDING)
                .execute(
                        Tuple.of(
                                object.object().id().value(),
                                object.studyInstanceUid(),
                                object.sopInstanceUid(),
                                damaged.failure(),
                                damaged.detail()))
                .replaceWithVoid();
    }

    Uni<Void> resolve(List<Sound> sound) {
        Object ids =
                sound.stream().map(one -> one.object().object().id().value()).toArray(UUID[]::new);
        return pool.preparedQuery(RESOLVE)
                .execute(Tuple.newInstance(io.vertx.sqlclient.Tuple.of(ids)))
                .replaceWithVoid();
    }

    /** All up to the last of these have been read. */
    Uni<Void> advance(List<ScrubbedObject> read) {
        ScrubbedObject last = read.getLast();
        long bytes = read.stream().mapToLong(ScrubbedObject::size).sum();
        return pool.preparedQuery(ADVANCE)
                .execute(Tuple.of(last.storedAt(), last.instanceId(), (long) read.size(), bytes))
                .replaceWithVoid();
    }

    Uni<Void> end() {
        return pool.query(END).execute().replaceWithVoid();
    }

    /** The next pass need not wait; one under way goes on. */
    Uni<Void> again() {
        return pool.query(AGAIN).execute().replaceWithVoid();
    }

    Uni<ScrubProgress> progress() {
        return pool.query(PROGRESS).execute().map(rows -> progress(rows.iterator().next()));
    }

    /** The newest first. */
    Uni<List<ScrubFinding>> findings(boolean resolvedToo, int limit) {
        return pool.preparedQuery(FINDINGS)
                .execute(Tuple.of(resolvedToo, limit))
                .map(rows -> list(rows, ScrubTable::finding));
    }

    private static <T> List<T> list(RowSet<Row> rows, java.util.function.Function<Row, T> mapping) {
        return StreamSupport.stream(rows.spliterator(), false).map(mapping).toList();
    }

    private static ScrubbedObject object(Row row) {
        return new ScrubbedObject(
                row.getOffsetDateTime(0),
                row.getLong(1),
                new SealedObject(
                        new ObjectId(row.getUUID(2)), new WrappedKey(row.get(Buffer.class, 3))),
                row.getLong(4),
                row.getString(5),
                row.getString(6),
                row.getString(7));
    }

    private static ScrubProgress progress(Row row) {
        return new ScrubProgress(
                row.getInteger(0),
                row.getOffsetDateTime(1).toInstant(),
                instant(row.getOffsetDateTime(2)),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5));
    }

    private static ScrubFinding finding(Row row) {
        return new ScrubFinding(
                row.getUUID(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getOffsetDateTime(5).toInstant(),
                row.getOffsetDateTime(6).toInstant(),
                instant(row.getOffsetDateTime(7)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime value) {
        return Optional.ofNullable(value).map(OffsetDateTime::toInstant).orElse(null);
    }
}
