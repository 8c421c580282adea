package org.radbridge.ingest.index;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.radbridge.ingest.storage.ObjectId;
import org.radbridge.ingest.storage.ObjectStore;
import org.radbridge.ingest.storage.StorageConfig;

/**
 * Removes bytes that no row names: a crash came between the bytes and the index, and the sender was
 * never told of success. Only what is older than the orphan age is looked at, since younger bytes
 * may be about to be indexed; what was looked at once is not looked at again.
 */
@ApplicationScoped
public class OrphanSweep {
    private static final Logger LOG = Logger.getLogger(OrphanSweep.class);
    private static final int AT_A_TIME = 500;

    private static final String SWEPT_UNTIL = "SELECT swept_until FROM orphan_sweep";
    private static final String SET_SWEPT_UNTIL =
            "UPDATE orphan_sweep SET swept_until = $1 WHERE swept_until < $1";
    private static final String INDEXED =
            """
            SELECT object_id FROM instance WHERE object_id = ANY($1::uuid[])
            UNION ALL
            SELECT object_id FROM quarantined_instance WHERE object_id = ANY($1::uuid[]) AND NOT object_gone
            """;

    private final Vertx vertx;
    private final Pool pool;
    private final ObjectStore store;
    private final StorageConfig storage;
    private final IndexConfig config;
    private final AtomicBoolean sweeping = new AtomicBoolean();

    OrphanSweep(
            Vertx vertx, Pool pool, ObjectStore store, StorageConfig storage, IndexConfig config) {
        this.vertx = vertx;
        this.pool = pool;
        this.store = store;
        this.storage = storage;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        begin();
        vertx.setPeriodic(config.sweepInterval().toMillis(), _ -> begin());
    }

    private void begin() {
        if (sweeping.compareAndSet(false, true)) {
            sweep(Instant.now().minus(storage.orphanAge()))
                    .onTermination()
                    .invoke(() -> sweeping.set(false))
                    .subscribe()
                    .with(
                            _ -> {},
                            failure -> LOG.errorf(failure, "orphan-sweep-failed: tried again"));
        }
    }

    /** Sweeps what was begun before the instant; tells how many orphans were removed. */
    public Uni<Integer> sweep(Instant until) {
        return store.discardPending(until)
                .chain(pending ->
                        sweptUntil()
                                .chain(from -> sweepCommitted(from, until))
                                .map(committed -> pending + committed))
                .call(() -> advance(until))
                .invoke(removed -> {
                    if (removed > 0) {
                        LOG.infof("%d orphaned objects removed", removed);
                    }
                });
    }

    private Uni<Instant> sweptUntil() {
        return pool.query(SWEPT_UNTIL)
                .execute()
                .map(rows -> rows.iterator().next().getOffsetDateTime(0).toInstant());
    }

    private Uni<Void> advance(Instant until) {
        OffsetDateTime at = until.atOffset(ZoneOffset.UTC);
        return pool.preparedQuery(SET_SWEPT_UNTIL).execute(Tuple.of(at)).replaceWithVoid();
    }

    private Uni<Integer> sweepCommitted(Instant from, Instant until) {
        if (!from.isBefore(until)) {
            return Uni.createFrom().item(0);
        }
        return store.begun(from, until)
                .group()
                .intoLists()
                .of(AT_A_TIME)
                .onItem()
                .transformToMultiAndConcatenate(ids ->
                        orphans(ids)
                                .onItem()
                                .transformToMulti(orphans -> Multi.createFrom().iterable(orphans)))
                .onItem()
                .transformToUniAndConcatenate(orphan -> store.delete(orphan).replaceWith(orphan))
                .collect()
                .asList()
                .map(List::size);
    }

    private Uni<List<ObjectId>> orphans(List<ObjectId> ids) {
        UUID[] values = ids.stream().map(ObjectId::value).toArray(UUID[]::new);
        return pool.preparedQuery(INDEXED)
                .execute(Tuple.newInstance(io.vertx.sqlclient.Tuple.of((Object) values)))
                .map(rows -> {
                    Set<UUID> indexed = new HashSet<>();
                    for (Row row : rows) {
                        indexed.add(row.getUUID(0));
                    }
                    return ids.stream().filter(id -> !indexed.contains(id.value())).toList();
                });
    }
}
