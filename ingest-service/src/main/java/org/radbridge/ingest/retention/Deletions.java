package org.radbridge.ingest.retention;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.radbridge.kit.failure.RadbridgeException;

/** Reads which studies were deleted, and the proof of each. */
@ApplicationScoped
public class Deletions {
    private static final String SELECT =
            """
            SELECT id, study_instance_uid, cause, reason, requested_by, deleted_at, objects, digest, bytes_removed_at
            FROM deletion
            """;
    private static final String NEWEST = SELECT + "ORDER BY deleted_at DESC, id LIMIT $1";
    private static final String SOME = SELECT + "WHERE id = ANY($1::uuid[]) ORDER BY id";
    private static final String OBJECTS =
            """
            SELECT object_id, sha256, removed_at FROM deleted_object WHERE deletion_id = $1 ORDER BY object_id
            """;

    private final Pool pool;

    Deletions(Pool pool) {
        this.pool = pool;
    }

    /** An object that was deleted: its name, the digest of what it held, when its bytes went. */
    @RegisterForReflection
    public record DeletedObject(UUID id, String sha256, @Nullable Instant removedAt) {}

    /** A deletion with the objects that its digest covers, in that order. */
    @RegisterForReflection
    public record Proof(Deletion deletion, List<DeletedObject> objects) {}

    Uni<List<Deletion>> newest(int limit) {
        return select(NEWEST, Tuple.of(limit));
    }

    Uni<List<Deletion>> of(List<UUID> ids) {
        Object array = ids.toArray(UUID[]::new);
        return select(SOME, Tuple.newInstance(io.vertx.sqlclient.Tuple.of(array)));
    }

    Uni<Proof> proof(UUID id) {
        return of(List.of(id))
                .map(found -> {
                    if (found.isEmpty()) {
                        throw new RadbridgeException(
                                RetentionFailure.DELETION_NOT_FOUND, "no deletion of this id");
                    }
                    return found.getFirst();
                })
                .chain(deletion ->
                        pool.preparedQuery(OBJECTS)
                                .execute(Tuple.of(id))
                                .map(rows ->
                                        new Proof(
                                                deletion,
                                                StreamSupport.stream(rows.spliterator(), false)
                                                        .map(Deletions::object)
                                                        .toList())));
    }

    private Uni<List<Deletion>> select(String sql, Tuple parameters) {
        return pool.preparedQuery(sql)
                .execute(parameters)
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(Deletions::deletion)
                                .toList());
    }

    private static Deletion deletion(Row row) {
        return new Deletion(
                row.getUUID(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getOffsetDateTime(5).toInstant(),
                row.getLong(6),
                row.getString(7),
                instant(row.getOffsetDateTime(8)));
    }

    private static DeletedObject object(Row row) {
        return new DeletedObject(
                row.getUUID(0), row.getString(1), instant(row.getOffsetDateTime(2)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime value) {
        return value == null ? null : value.toInstant();
    }
}
