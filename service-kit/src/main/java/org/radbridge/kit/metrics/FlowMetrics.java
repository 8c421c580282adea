package org.radbridge.kit.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Gauges of what waits: unpublished events and the age of the oldest, work by kind and state,
 * parked events. Read from the database every few seconds; all replicas of a service report the
 * same.
 */
@ApplicationScoped
class FlowMetrics {
    private static final Logger LOG = Logger.getLogger(FlowMetrics.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final String OUTBOX =
            """
            SELECT count(*) AS waiting,
                CAST(COALESCE(EXTRACT(EPOCH FROM clock_timestamp() - min(written_at)), 0)
                    AS double precision) AS oldest,
                (SELECT count(*) FROM kit_parked_event WHERE retried_at IS NULL) AS parked
            FROM kit_outbox
            """;
    private static final String WORK =
            """
            SELECT kind, state, count(*) AS items FROM kit_work
            WHERE state IN ('READY', 'RUNNING', 'PARKED') GROUP BY kind, state
            """;

    private final Vertx vertx;
    private final Pool pool;
    private final MultiGauge work;
    private volatile Flow flow = new Flow(0, 0, 0);
    private long timer = -1;

    private record Flow(long waiting, double oldestSeconds, long parkedEvents) {}

    FlowMetrics(Vertx vertx, Pool pool, MeterRegistry registry) {
        this.vertx = vertx;
        this.pool = pool;
        Gauge.builder("radbridge.outbox.waiting", this, m -> m.flow.waiting())
                .description("Events that wait for publication")
                .register(registry);
        Gauge.builder("radbridge.outbox.oldest", this, m -> m.flow.oldestSeconds())
                .description("Age of the oldest event that waits for publication")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("radbridge.events.parked", this, m -> m.flow.parkedEvents())
                .description("Events that could not be processed and wait for an operator")
                .register(registry);
        this.work =
                MultiGauge.builder("radbridge.work.items")
                        .description("Work items that are not done, by kind and state")
                        .register(registry);
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(PERIOD.toMillis(), ignored -> measure());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void measure() {
        pool.query(OUTBOX)
                .execute()
                .invoke(this::keepFlow)
                .chain(() -> pool.query(WORK).execute())
                .subscribe()
                .with(
                        this::keepWork,
                        failure -> LOG.debugf("the flow is not measured: %s", failure));
    }

    private void keepFlow(RowSet<Row> rows) {
        Row row = rows.iterator().next();
        flow = new Flow(row.getLong("waiting"), row.getDouble("oldest"), row.getLong("parked"));
    }

    private void keepWork(RowSet<Row> rows) {
        List<MultiGauge.Row<?>> gauges = new ArrayList<>();
        for (Row row : rows) {
            Tags tags = Tags.of("kind", row.getString("kind"), "state", row.getString("state"));
            gauges.add(MultiGauge.Row.of(tags, row.getLong("items")));
        }
        work.register(gauges, true);
    }
}
