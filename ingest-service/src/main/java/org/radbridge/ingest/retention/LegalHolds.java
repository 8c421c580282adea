package org.radbridge.ingest.retention;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.radbridge.kit.failure.RadbridgeException;

/** Places and releases holds. A study may have several; it is free when the last is released. */
@ApplicationScoped
class LegalHolds {
    private static final String COLUMNS =
            "id, study_instance_uid, reason, placed_by, placed_at, release_reason, released_by, released_at";

    /** Waits for a deletion under way, which holds the study's row FOR UPDATE. */
    private static final String PLACE =
            """
            WITH kept AS (SELECT study_instance_uid FROM study WHERE study_instance_uid = $2 FOR KEY SHARE)
            INSERT INTO legal_hold (id, study_instance_uid, reason, placed_by)
            SELECT $1, study_instance_uid, $3, $4 FROM kept
            RETURNING
            """
                    + COLUMNS;

    private static final String RELEASE =
            """
            UPDATE legal_hold SET release_reason = $2, released_by = $3, released_at = now()
            WHERE id = $1 AND released_at IS NULL
            RETURNING
            """
                    + COLUMNS;
    private static final String LIST =
            "SELECT "
                    + COLUMNS
                    + " FROM legal_hold WHERE released_at IS NULL OR $1 ORDER BY placed_at DESC, id LIMIT $2";

    private final Pool pool;

    LegalHolds(Pool pool) {
        this.pool = pool;
    }

    Uni<LegalHold> place(String studyInstanceUid, String reason, String by) {
        return pool.preparedQuery(PLACE)
                .execute(Tuple.of(UUID.randomUUID(), studyInstanceUid, reason, by))
                .map(rows -> one(rows, RetentionFailure.NOTHING_STORED));
    }

    Uni<LegalHold> release(UUID id, String reason, String by) {
        return pool.preparedQuery(RELEASE)
                .execute(Tuple.of(id, reason, by))
                .map(rows -> one(rows, RetentionFailure.HOLD_NOT_FOUND));
    }

    /** The newest first. */
    Uni<List<LegalHold>> list(boolean releasedToo, int limit) {
        return pool.preparedQuery(LIST).execute(Tuple.of(releasedToo, limit)).map(LegalHolds::all);
    }

    private static LegalHold one(RowSet<Row> rows, RetentionFailure otherwise) {
        return all(rows).stream()
                .findFirst()
                .orElseThrow(() -> new RadbridgeException(otherwise, "no such study or hold"));
    }

    private static List<LegalHold> all(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(LegalHolds::hold).toList();
    }

    private static LegalHold hold(Row row) {
        OffsetDateTime released = row.getOffsetDateTime(7);
        return new LegalHold(
                row.getUUID(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getOffsetDateTime(4).toInstant(),
                row.getString(5),
                row.getString(6),
                released == null ? null : released.toInstant());
    }
}
