package org.radbridge.ingest.index;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/**
 * Makes the partitions of the months to come, before anything could have to go into the default
 * one.
 */
@ApplicationScoped
class InstancePartitions {
    private static final Logger LOG = Logger.getLogger(InstancePartitions.class);
    private static final int MONTHS_AHEAD = 2;
    private static final Duration TIME_AT_START = Duration.ofSeconds(30);
    private static final Duration PERIOD = Duration.ofDays(1);

    /** Before the doors open. */
    private static final int FIRST = 100;

    private final Vertx vertx;
    private final Pool pool;

    InstancePartitions(Vertx vertx, Pool pool) {
        this.vertx = vertx;
        this.pool = pool;
    }

    void start(@Observes @Priority(FIRST) StartupEvent event) {
        ensure().await().atMost(TIME_AT_START);
        vertx.setPeriodic(
                PERIOD.toMillis(),
                _ ->
                        ensure().subscribe()
                                .with(
                                        _ -> {},
                                        failure ->
                                                LOG.errorf(
                                                        failure, "partition-not-made: in time")));
    }

    private Uni<Void> ensure() {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        Uni<Void> done = Uni.createFrom().voidItem();
        for (int month = 0; month <= MONTHS_AHEAD; month++) {
            OffsetDateTime at = now.withDayOfMonth(1).plusMonths(month);
            done =
                    done.chain(() ->
                            pool.preparedQuery("SELECT ensure_instance_partition($1)")
                                    .execute(Tuple.of(at))
                                    .replaceWithVoid());
        }
        return done;
    }
}
