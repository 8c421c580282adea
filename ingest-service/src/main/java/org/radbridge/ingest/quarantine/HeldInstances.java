package org.radbridge.ingest.quarantine;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.radbridge.ingest.quarantine.QuarantineRows.LeftOver;
import org.radbridge.ingest.receive.Quarantine;
import org.radbridge.ingest.receive.RefusalReason;
import org.radbridge.ingest.storage.ObjectStore;
import org.radbridge.ingest.storage.StoredObject;

/**
 * What waits in quarantine. A decision is written first and the bytes go after it; what a crash
 * leaves in between is removed by the next sweep.
 */
@ApplicationScoped
class HeldInstances implements Quarantine {
    private static final Logger LOG = Logger.getLogger(HeldInstances.class);

    private final QuarantineRows rows;
    private final ObjectStore store;
    private final QuarantineConfig config;
    private final Vertx vertx;
    private final MeterRegistry metrics;
    private final AtomicBoolean sweeping = new AtomicBoolean();

    HeldInstances(
            QuarantineRows rows,
            ObjectStore store,
            QuarantineConfig config,
            Vertx vertx,
            MeterRegistry metrics) {
        this.rows = rows;
        this.store = store;
        this.config = config;
        this.vertx = vertx;
        this.metrics = metrics;
    }

    @Override
    public boolean takes(RefusalReason reason, long size) {
        return reason.isTheInstance() && size <= config.maxInstanceSize().asLongValue();
    }

    @Override
    public Uni<Void> keep(UUID refusal, StoredObject object) {
        return rows.add(refusal, object)
                .invoke(kept -> {
                    String outcome = kept ? "kept" : "not-kept";
                    metrics.counter("radbridge.quarantine", "outcome", outcome).increment();
                })
                .chain(kept -> kept ? Uni.createFrom().voidItem() : store.delete(object.id()))
                .onFailure()
                .invoke(failure -> LOG.errorf("quarantine-failed: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    /** Ends the wait of an instance; false when it did not wait. */
    Uni<Boolean> decide(UUID id, String state, String by) {
        return rows.decide(id, state, by)
                .chain(object ->
                        object.map(found -> remove(new LeftOver(id, found)).replaceWith(true))
                                .orElseGet(() -> Uni.createFrom().item(false)));
    }

    private Uni<Void> remove(LeftOver leftOver) {
        return store.delete(leftOver.object()).chain(() -> rows.gone(leftOver.id()));
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(config.sweepInterval().toMillis(), _ -> begin());
    }

    private void begin() {
        if (sweeping.compareAndSet(false, true)) {
            sweep().onTermination()
                    .invoke(() -> sweeping.set(false))
                    .subscribe()
                    .with(
                            _ -> {},
                            failure -> LOG.errorf(failure, "quarantine-sweep-failed: tried again"));
        }
    }

    /** Lets go what waited too long; tells how many instances that were. */
    Uni<Integer> sweep() {
        return rows.expire(config.maxAge())
                .call(() ->
                        rows.leftOver()
                                .onItem()
                                .transformToMulti(all -> Multi.createFrom().iterable(all))
                                .onItem()
                                .transformToUniAndConcatenate(this::remove)
                                .onItem()
                                .ignoreAsUni());
    }
}
