package org.radbridge.kit.inbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Forgets the ids of events that are too old to be delivered again. */
@ApplicationScoped
class InboxRetention {
    private static final Logger LOG = Logger.getLogger(InboxRetention.class);
    private static final Duration PERIOD = Duration.ofMinutes(10);
    private static final String FORGET =
            """
            DELETE FROM kit_inbox WHERE (channel, event_id) IN (
                SELECT channel, event_id FROM kit_inbox
                WHERE received_at < now() - make_interval(secs => $1) LIMIT 5000)
            """;

    private final Vertx vertx;
    private final Pool pool;
    private final Duration retention;
    private long timer = -1;

    /**
     * @param retention longer than the topics keep their records
     */
    InboxRetention(
            Vertx vertx,
            Pool pool,
            @ConfigProperty(name = "radbridge.inbox.retention", defaultValue = "P30D")
                    Duration retention) {
        this.vertx = vertx;
        this.pool = pool;
        this.retention = retention;
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(PERIOD.toMillis(), ignored -> forget());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void forget() {
        pool.preparedQuery(FORGET)
                .execute(Tuple.of((double) retention.toSeconds()))
                .subscribe()
                .with(
                        rows -> LOG.debugf("%d event ids forgotten", rows.rowCount()),
                        failure -> LOG.warnf("event ids are not forgotten yet: %s", failure));
    }
}
