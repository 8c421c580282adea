package org.radbridge.ingest.keys;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.radbridge.ingest.keys.WrappingKeyTable.Kept;

/**
 * Keeps the wrapping keys in memory as the database has them, and makes a new one when the newest
 * has served its period.
 */
@ApplicationScoped
public class KeyRing implements DataKeys {
    private static final Logger LOG = Logger.getLogger(KeyRing.class);
    private static final Duration TIME_AT_START = Duration.ofSeconds(60);

    /** Before the doors open, and before anything is read. */
    private static final int FIRST = 90;

    private final Vertx vertx;
    private final WrappingKeyTable table;
    private final MasterKey master;
    private final KeysConfig config;
    private final WrappingKeys keys = new WrappingKeys();

    KeyRing(Vertx vertx, WrappingKeyTable table, MasterKey master, KeysConfig config) {
        this.vertx = vertx;
        this.table = table;
        this.master = master;
        this.config = config;
    }

    /** Without its keys the service does not start: it could neither keep nor give anything. */
    void start(@Observes @Priority(FIRST) StartupEvent event) {
        refresh().await().atMost(TIME_AT_START);
        vertx.setPeriodic(
                config.refreshInterval().toMillis(),
                _ ->
                        refresh()
                                .subscribe()
                                .with(
                                        _ -> {},
                                        failure ->
                                                LOG.errorf(
                                                        failure,
                                                        "key-refresh-failed: tried again")));
    }

    @Override
    public DataKey create() {
        return keys.create();
    }

    @Override
    public Uni<DataKey> open(WrappedKey wrapped) {
        return keys.has(wrapped.wrappingKey())
                ? keys.open(wrapped)
                : load().chain(() -> keys.open(wrapped));
    }

    /**
     * Rotates: new objects get a new wrapping key, and all wrapping keys are wrapped anew under the
     * newest version of the master key. No object is read or written.
     */
    public Uni<List<KeyState>> rotate() {
        return table.rotate().chain(this::load).chain(this::states);
    }

    /** The wrapping keys, the one for new objects last. */
    public Uni<List<KeyState>> states() {
        return table.all()
                .map(all ->
                        all.stream()
                                .map(key ->
                                        new KeyState(
                                                key.number(),
                                                key.createdAt(),
                                                key.wrappedAt(),
                                                key.equals(all.getLast())))
                                .toList());
    }

    private Uni<Void> refresh() {
        return table.all()
                .chain(all -> {
                    Instant oldest = Instant.now().minus(config.period());
                    boolean served = all.isEmpty() || all.getLast().createdAt().isBefore(oldest);
                    return served ? table.addUnlessMadeSince(oldest) : Uni.createFrom().voidItem();
                })
                .chain(this::load);
    }

    private Uni<Void> load() {
        return table.all()
                .onItem()
                .transformToMulti(all -> Multi.createFrom().iterable(all))
                .filter(kept -> !keys.has(kept.number()))
                .onItem()
                .transformToUniAndConcatenate(this::unwrap)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> unwrap(Kept kept) {
        return master.unwrap(kept.wrapped())
                .invoke(key -> keys.put(kept.number(), key))
                .replaceWithVoid();
    }
}
