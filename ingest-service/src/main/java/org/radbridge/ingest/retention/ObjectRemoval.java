package org.radbridge.ingest.retention;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.radbridge.ingest.storage.ObjectId;
import org.radbridge.ingest.storage.ObjectStore;

/**
 * Removes the bytes of deleted studies from the store, some at a time, until none is left; goes on
 * after a crash, and tries again while the store fails. Replicas may do the same work twice, which
 * is harmless.
 */
@ApplicationScoped
class ObjectRemoval {
    private static final Logger LOG = Logger.getLogger(ObjectRemoval.class);
    private static final int AT_A_TIME = 200;
    private static final int SIDE_BY_SIDE = 4;

    private static final String NEXT =
            "SELECT object_id FROM deleted_object WHERE removed_at IS NULL ORDER BY object_id LIMIT "
                    + AT_A_TIME;
    private static final String REMOVED =
            "UPDATE deleted_object SET removed_at = now() WHERE object_id = ANY($1::uuid[])";
    private static final String COMPLETE =
            """
            UPDATE deletion d SET bytes_removed_at = now()
            WHERE bytes_removed_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM deleted_object o WHERE o.deletion_id = d.id AND o.removed_at IS NULL)
            """;

    private final Vertx vertx;
    private final Pool pool;
    private final ObjectStore store;
    private final RetentionConfig config;
    private final AtomicBoolean removing = new AtomicBoolean();

    ObjectRemoval(Vertx vertx, Pool pool, ObjectStore store, RetentionConfig config) {
        this.vertx = vertx;
        this.pool = pool;
        this.store = store;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        begin();
        vertx.setPeriodic(config.removalInterval().toMillis(), _ -> begin());
    }

    /** Begins, unless it is under way. What comes too late for this time waits for the next. */
    void begin() {
        if (removing.compareAndSet(false, true)) {
            removeAll()
                    .onTermination()
                    .invoke(() -> removing.set(false))
                    .subscribe()
                    .with(
                            _ -> {},
                            failure -> LOG.errorf(failure, "object-removal-failed: tried again"));
        }
    }

    private Uni<Void> removeAll() {
        return Multi.createBy()
                .repeating()
                .uni(this::removeSome)
                .whilst(removed -> removed > 0)
                .collect()
                .last()
                .chain(() -> pool.query(COMPLETE).execute())
                .replaceWithVoid();
    }

    private Uni<Integer> removeSome() {
        return pool.query(NEXT)
                .execute()
                .map(ObjectRemoval::ids)
                .call(ids ->
                        Multi.createFrom()
                                .iterable(ids)
                                .onItem()
                                .transformToUni(id -> store.delete(new ObjectId(id)))
                                .merge(SIDE_BY_SIDE)
                                .collect()
                                .asList())
                .call(ids ->
                        pool.preparedQuery(REMOVED)
                                .execute(
                                        Tuple.newInstance(
                                                io.vertx.sqlclient.Tuple.of(
                                                        (Object) ids.toArray(UUID[]::new)))))
                .map(List::size);
    }

    private static List<UUID> ids(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(row -> row.getUUID(0)).toList();
    }
}
