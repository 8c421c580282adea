package org.radbridge.ingest.importing;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The tables of imports. */
@ApplicationScoped
class ImportRows {
    private static final String COLUMNS =
            "id, state, started_at, finished_at, started_by, stored, duplicate, refused, quarantined, skipped, failure";
    private static final String ADD =
            "INSERT INTO import_job (id, path, started_by) VALUES ($1, $2, $3) RETURNING "
                    + COLUMNS;
    private static final String NEWEST =
            "SELECT " + COLUMNS + " FROM import_job ORDER BY started_at DESC, id LIMIT $1";
    private static final String FIND = "SELECT " + COLUMNS + " FROM import_job WHERE id = $1";
    private static final String ERRORS =
            "SELECT file, reason, detail FROM import_error WHERE job_id = $1 ORDER BY id LIMIT $2";
    private static final String CLAIM =
            """
            UPDATE import_job SET leased_until = now() + $1 * interval '1 millisecond', leased_by = $2
            WHERE id = (SELECT id FROM import_job WHERE state = 'RUNNING' AND leased_until < now()
                ORDER BY started_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, path, done_until
            """;
    private static final String RENEW =
            """
            UPDATE import_job SET leased_until = now() + $3 * interval '1 millisecond'
            WHERE id = $1 AND leased_by = $2 AND state = 'RUNNING'
            """;
    private static final String PROGRESS =
            """
            UPDATE import_job SET done_until = coalesce($3, done_until), stored = stored + $4,
                duplicate = duplicate + $5, skipped = skipped + $6, quarantined = quarantined + $7, refused = refused + $8
            WHERE id = $1 AND leased_by = $2 AND state = 'RUNNING'
            """;
    private static final String ADD_ERRORS =
            """
            INSERT INTO import_error (job_id, file, reason, detail)
            SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[])
            """;
    private static final String END =
            """
            UPDATE import_job SET state = $2, failure = $3, finished_at = now() WHERE id = $1 AND state = 'RUNNING'
            """;

    /** A job that this process works on. */
    record Claimed(UUID id, String path, @Nullable String doneUntil) {}

    private final Pool pool;

    ImportRows(Pool pool) {
        this.pool = pool;
    }

    Uni<ImportJob> add(String path, String by) {
        return pool.preparedQuery(ADD)
                .execute(Tuple.of(UUID.randomUUID(), path, by))
                .map(rows -> list(rows, ImportRows::job).getFirst());
    }

    Uni<List<ImportJob>> newest(int limit) {
        return pool.preparedQuery(NEWEST)
                .execute(Tuple.of(limit))
                .map(rows -> list(rows, ImportRows::job));
    }

    Uni<Optional<ImportJob>> find(UUID id) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(id))
                .map(rows -> list(rows, ImportRows::job).stream().findFirst());
    }

    Uni<List<ImportError>> errors(UUID id, int limit) {
        return pool.preparedQuery(ERRORS)
                .execute(Tuple.of(id, limit))
                .map(rows ->
                        list(
                                rows,
                                row ->
                                        new ImportError(
                                                row.getString(0),
                                                row.getString(1),
                                                row.getString(2))));
    }

    /** A job that nobody works on. */
    Uni<Optional<Claimed>> claim(Duration lease, UUID owner) {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(lease.toMillis(), owner))
                .map(rows ->
                        list(
                                        rows,
                                        row ->
                                                new Claimed(
                                                        row.getUUID(0),
                                                        row.getString(1),
                                                        row.getString(2)))
                                .stream()
                                .findFirst());
    }

    /** False when the job was cancelled, or another process works on it. */
    Uni<Boolean> renew(UUID id, UUID owner, Duration lease) {
        return pool.preparedQuery(RENEW)
                .execute(Tuple.of(id, owner, lease.toMillis()))
                .map(rows -> rows.rowCount() > 0);
    }

    /**
     * Notes progress and errors in one transaction.
     *
     * @param doneUntil the last file that is done; null for no further one
     * @return false when the job was cancelled, or another process works on it
     */
    Uni<Boolean> progress(UUID id, UUID owner, @Nullable String doneUntil, WindowCounts counts) {
        Tuple row =
                Tuple.from(
                        new @Nullable Object[] {
                            id,
                            owner,
                            doneUntil,
                            counts.stored(),
                            counts.duplicate(),
                            counts.skipped(),
                            counts.quarantined(),
                            (long) counts.errors().size()
                        });
        return pool.withTransaction(connection ->
                connection
                        .preparedQuery(PROGRESS)
                        .execute(row)
                        .map(rows -> rows.rowCount() > 0)
                        .call(mine ->
                                mine && !counts.errors().isEmpty()
                                        ? addErrors(connection, id, counts.errors())
                                        : Uni.createFrom().voidItem()));
    }

    private static Uni<Void> addErrors(
            SqlConnection connection, UUID id, List<ImportError> errors) {
        return connection
                .preparedQuery(ADD_ERRORS)
                .execute(
                        Tuple.of(
                                id,
                                column(errors, ImportError::file),
                                column(errors, ImportError::reason),
                                column(errors, ImportError::detail)))
                .replaceWithVoid();
    }

    private static String[] column(List<ImportError> errors, Function<ImportError, String> column) {
        return errors.stream().map(column).map(ImportRows::plain).toArray(String[]::new);
    }

    /** PostgreSQL's text takes no null character. */
    private static String plain(String text) {
        return text.replace('\0', '?');
    }

    /** Ends a running job; false when it had ended. */
    Uni<Boolean> end(UUID id, String state, @Nullable String failure) {
        return pool.preparedQuery(END)
                .execute(Tuple.of(id, state, failure))
                .map(rows -> rows.rowCount() > 0);
    }

    private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> of) {
        return StreamSupport.stream(rows.spliterator(), false).map(of).toList();
    }

    private static ImportJob job(Row row) {
        OffsetDateTime finishedAt = row.getOffsetDateTime(3);
        return new ImportJob(
                row.getUUID(0),
                row.getString(1),
                row.getOffsetDateTime(2).toInstant(),
                finishedAt == null ? null : finishedAt.toInstant(),
                row.getString(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getString(10));
    }
}
