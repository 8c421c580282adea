package org.radbridge.ingest.keys;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** The wrapping keys in the database, each under the master key. Replicas change it one by one. */
@ApplicationScoped
class WrappingKeyTable {
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('wrapping-key'))";
    private static final String ALL =
            "SELECT id, wrapped, created_at, rewrapped_at FROM wrapping_key ORDER BY id";
    private static final String ADD = "INSERT INTO wrapping_key (wrapped) VALUES ($1)";
    private static final String NEWER = "SELECT count(*) FROM wrapping_key WHERE created_at > $1";
    private static final String REWRAPPED =
            "UPDATE wrapping_key SET wrapped = $2, rewrapped_at = now() WHERE id = $1";

    private final Pool pool;
    private final MasterKey master;

    WrappingKeyTable(Pool pool, MasterKey master) {
        this.pool = pool;
        this.master = master;
    }

    /** A row. */
    record Kept(int number, String wrapped, Instant createdAt, Instant wrappedAt) {}

    /** All keys, the one for new objects last. */
    Uni<List<Kept>> all() {
        return pool.query(ALL)
                .execute()
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(WrappingKeyTable::kept)
                                .toList());
    }

    private static Kept kept(Row row) {
        Instant created = row.getOffsetDateTime(2).toInstant();
        OffsetDateTime rewrapped = row.getOffsetDateTime(3);
        return new Kept(
                row.getInteger(0),
                row.getString(1),
                created,
                rewrapped == null ? created : rewrapped.toInstant());
    }

    /** Adds a key, unless one was made since: then another replica was quicker. */
    Uni<Void> addUnlessMadeSince(Instant since) {
        return locked(connection ->
                connection
                        .preparedQuery(NEWER)
                        .execute(Tuple.of(since.atOffset(ZoneOffset.UTC)))
                        .map(rows -> rows.iterator().next().getLong(0))
                        .chain(newer -> newer > 0 ? Uni.createFrom().voidItem() : add(connection)));
    }

    /** Adds a key, and wraps all of them anew under the newest version of the master key. */
    Uni<Void> rotate() {
        return locked(connection -> add(connection).chain(() -> rewrapAll(connection)));
    }

    private Uni<Void> locked(Function<SqlConnection, Uni<Void>> change) {
        return pool.withTransaction(connection ->
                connection.query(LOCK).execute().chain(() -> change.apply(connection)));
    }

    private Uni<Void> add(SqlConnection connection) {
        byte[] key = new byte[DataKey.BYTES];
        RANDOM.nextBytes(key);
        return master.wrap(key)
                .chain(wrapped -> connection.preparedQuery(ADD).execute(Tuple.of(wrapped)))
                .replaceWithVoid();
    }

    private Uni<Void> rewrapAll(SqlConnection connection) {
        return connection
                .query(ALL)
                .execute()
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .onItem()
                .transformToUniAndConcatenate(row -> rewrap(connection, kept(row)))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> rewrap(SqlConnection connection, Kept key) {
        return master.rewrap(key.wrapped())
                .chain(wrapped ->
                        connection
                                .preparedQuery(REWRAPPED)
                                .execute(Tuple.of(key.number(), wrapped)))
                .replaceWithVoid();
    }
}
