package org.radbridge.fhirmapper.hl7v2;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Deletes messages some time after they were done with; never one that waits for somebody. */
@ApplicationScoped
class MessageRetention {
    private static final Logger LOG = Logger.getLogger(MessageRetention.class);
    private static final Duration PERIOD = Duration.ofMinutes(10);
    private static final String INBOUND =
            """
            DELETE FROM hl7v2_inbound WHERE id IN (
                SELECT id FROM hl7v2_inbound WHERE state = 'APPLIED'
                    AND changed_at < clock_timestamp() - make_interval(secs => $1) LIMIT 2000)
            """;

    private static final String OUTBOUND =
            """
            DELETE FROM hl7v2_outbound o WHERE id IN (
                SELECT id FROM hl7v2_outbound WHERE state IN ('SENT', 'REPLACED', 'DISCARDED')
                    AND changed_at < clock_timestamp() - make_interval(secs => $1) LIMIT 2000)
                AND NOT EXISTS (SELECT 1 FROM hl7v2_outbound e WHERE e.edit_of = o.id)
            """;

    private final Vertx vertx;
    private final Pool pool;
    private final Duration retention;
    private long timer = -1;

    MessageRetention(Vertx vertx, Pool pool, Hl7v2Config config) {
        this.vertx = vertx;
        this.pool = pool;
        this.retention = config.retention();
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(PERIOD.toMillis(), _ -> forget());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void forget() {
        forget(INBOUND);
        forget(OUTBOUND);
    }

    private void forget(String statement) {
        pool.preparedQuery(statement)
                .execute(Tuple.of((double) retention.toSeconds()))
                .subscribe()
                .with(
                        rows -> LOG.debugf("%d messages deleted", rows.rowCount()),
                        failure -> LOG.warnf("messages are not deleted yet: %s", failure));
    }
}
