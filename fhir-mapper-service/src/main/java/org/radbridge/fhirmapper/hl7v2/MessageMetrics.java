package org.radbridge.fhirmapper.hl7v2;

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

/** Gauges of what waits for somebody: messages not applied, and results without their patient. */
@ApplicationScoped
class MessageMetrics {
    private static final Logger LOG = Logger.getLogger(MessageMetrics.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final String INBOUND =
            """
            SELECT COALESCE(feed, 'unknown') AS feed, state, count(*) AS messages
            FROM hl7v2_inbound WHERE state IN ('WAITING', 'PARKED', 'REFUSED')
            GROUP BY feed, state
            """;
    private static final String OUTBOUND =
            """
            SELECT destination, state, count(*) AS messages
            FROM hl7v2_outbound WHERE state IN ('WAITING', 'PARKED')
            GROUP BY destination, state
            """;
    private static final String RESULTS = "SELECT count(*) AS waiting FROM waiting_result";

    private final Vertx vertx;
    private final Pool pool;
    private final MultiGauge inbound;
    private final MultiGauge outbound;
    private volatile long waitingResults;
    private long timer = -1;

    MessageMetrics(Vertx vertx, Pool pool, MeterRegistry meters) {
        this.vertx = vertx;
        this.pool = pool;
        this.inbound =
                MultiGauge.builder("radbridge.hl7v2.inbound")
                        .description("Messages that came in and are not applied")
                        .register(meters);
        this.outbound =
                MultiGauge.builder("radbridge.hl7v2.outbound")
                        .description("Messages that go out and are not sent")
                        .register(meters);
        Gauge.builder("radbridge.results.waiting", this, metrics -> metrics.waitingResults)
                .description("Results that wait for their patient to become known")
                .register(meters);
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(PERIOD.toMillis(), _ -> measure());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void measure() {
        pool.query(RESULTS)
                .execute()
                .invoke(rows -> waitingResults = rows.iterator().next().getLong("waiting"))
                .chain(() -> pool.query(INBOUND).execute())
                .invoke(rows -> keep(inbound, "feed", rows))
                .chain(() -> pool.query(OUTBOUND).execute())
                .subscribe()
                .with(
                        rows -> keep(outbound, "destination", rows),
                        failure -> LOG.debugf("messages are not counted: %s", failure));
    }

    private static void keep(MultiGauge gauge, String whose, RowSet<Row> rows) {
        List<MultiGauge.Row<?>> gauges = new ArrayList<>();
        for (Row row : rows) {
            Tags tags = Tags.of(whose, row.getString(whose), "state", row.getString("state"));
            gauges.add(MultiGauge.Row.of(tags, row.getLong("messages")));
        }
        gauge.register(gauges, true);
    }
}
