package org.radbridge.kit.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.radbridge.kit.work.RetryPolicy;

/**
 * Publishes the outbox. Of all replicas of a service one leads: it holds an advisory lock on the
 * connection over which it reads and deletes, so that losing the one is losing the other. A new
 * leader takes over within a second.
 *
 * <p>Threading: all fields are touched on {@code context} only.
 */
@ApplicationScoped
public class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    /** Arbitrary; the same in every replica. */
    private static final long LEADER_LOCK = 0x7261_6462_6f75_7462L;

    /**
     * A plan that was made while the outbox was empty would go through all that was ever deleted
     * from it, batch by batch.
     */
    private static final String BEGIN_LEAD = "LISTEN kit_outbox; SET enable_seqscan = off";

    private static final String END_LEAD =
            "SELECT pg_advisory_unlock_all(); UNLISTEN kit_outbox; RESET enable_seqscan";

    private static final Duration POLL = Duration.ofSeconds(1);

    /**
     * From the beginning of one batch to that of the next: when rows come one by one, they are not
     * published one by one.
     */
    private static final Duration BETWEEN_BATCHES = Duration.ofMillis(10);

    /** For how long rows that nobody is notified of are let gather. */
    private static final Duration GATHERING = Duration.ofMillis(50);

    private static final RetryPolicy RETRY =
            new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(5), Integer.MAX_VALUE);

    private final Vertx vertx;
    private final Pool pool;
    private final OutboxBatch batch;
    private final Context context;
    private @Nullable SqlConnection connection;
    private boolean connecting;
    private boolean leading;
    private boolean publishing;
    private boolean publishAgain;
    private boolean gathering;
    private boolean stopped;
    private int failures;
    private long pollTimer = -1;
    private long lastBegan = System.nanoTime() - BETWEEN_BATCHES.toNanos();

    OutboxRelay(Vertx vertx, Pool pool, OutboxBatch batch) {
        this.vertx = vertx;
        this.pool = pool;
        this.batch = batch;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
    }

    void start(@Observes StartupEvent event) {
        context.runOnContext(ignored -> {
            pollTimer = vertx.setPeriodic(POLL.toMillis(), timer -> tick());
            tick();
        });
    }

    /** Ends the lead; another replica takes over. */
    void stop(@Observes ShutdownEvent event) {
        context.runOnContext(ignored -> {
            stopped = true;
            vertx.cancelTimer(pollTimer);
            SqlConnection open = connection;
            if (open != null && !publishing) {
                giveUp(open);
            }
        });
    }

    /**
     * There are rows to publish, none of them urgent: says who wrote them. May be called from any
     * thread.
     */
    void wake() {
        context.runOnContext(_ -> {
            if (!gathering) {
                gathering = true;
                vertx.setTimer(GATHERING.toMillis(), _ -> gathered());
            }
        });
    }

    private void gathered() {
        gathering = false;
        publishIfLeading();
    }

    private void tick() {
        if (stopped) {
            return;
        }
        SqlConnection open = connection;
        if (open == null) {
            connect();
        } else if (!leading) {
            lead(open);
        } else if (failures == 0) {
            publish();
        }
    }

    private void connect() {
        if (connecting) {
            return;
        }
        connecting = true;
        pool.getConnection()
                .subscribe()
                .with(
                        opened -> context.runOnContext(ignored -> connected(opened)),
                        failure ->
                                context.runOnContext(ignored -> {
                                    connecting = false;
                                    LOG.debugf("no connection for the outbox: %s", failure);
                                }));
    }

    private void connected(SqlConnection opened) {
        connecting = false;
        connection = opened;
        PgConnection postgres = PgConnection.cast(opened);
        postgres.closeHandler(() -> context.runOnContext(ignored -> lost(opened)));
        postgres.notificationHandler(
                notification -> context.runOnContext(ignored -> publishIfLeading()));
        lead(opened);
    }

    private void lost(SqlConnection closed) {
        if (connection == closed) {
            connection = null;
            leading = false;
            publishing = false;
        }
    }

    private void lead(SqlConnection open) {
        open.preparedQuery("SELECT pg_try_advisory_lock($1)")
                .execute(Tuple.of(LEADER_LOCK))
                .map(rows -> rows.iterator().next().getBoolean(0))
                .call(won -> won ? open.query(BEGIN_LEAD).execute() : Uni.createFrom().nullItem())
                .subscribe()
                .with(
                        won -> context.runOnContext(ignored -> asked(open, won)),
                        failure -> context.runOnContext(ignored -> giveUp(open)));
    }

    private void asked(SqlConnection open, boolean won) {
        if (connection != open) {
            return;
        }
        if (won && !leading) {
            LOG.debug("this replica publishes the outbox");
        }
        leading = won;
        failures = 0;
        publishIfLeading();
    }

    private void publishIfLeading() {
        if (leading && failures == 0) {
            publish();
        }
    }

    private void publish() {
        SqlConnection open = connection;
        if (open == null || stopped) {
            return;
        }
        if (publishing) {
            publishAgain = true;
            return;
        }
        publishing = true;
        long early = BETWEEN_BATCHES.minusNanos(System.nanoTime() - lastBegan).toMillis();
        if (early > 0) {
            vertx.setTimer(early, _ -> publishNow(open));
        } else {
            publishNow(open);
        }
    }

    private void publishNow(SqlConnection open) {
        if (connection != open) {
            return;
        }
        lastBegan = System.nanoTime();
        publishAgain = false;
        batch.publish(open)
                .subscribe()
                .with(
                        result -> context.runOnContext(ignored -> published(open, result)),
                        failure -> context.runOnContext(ignored -> failed(open, failure)));
    }

    private void published(SqlConnection open, OutboxBatch.Result result) {
        if (connection != open) {
            return;
        }
        publishing = false;
        if (stopped) {
            giveUp(open);
            return;
        }
        if (result.failure().isPresent()) {
            later(result.failure().get());
            return;
        }
        failures = 0;
        if (result.read() == OutboxBatch.LIMIT || publishAgain) {
            publish();
        }
    }

    private void failed(SqlConnection open, Throwable failure) {
        if (connection != open) {
            return;
        }
        publishing = false;
        later(failure);
    }

    private void later(Throwable failure) {
        failures++;
        Duration delay = RETRY.delayAfter(failures, ThreadLocalRandom.current());
        LOG.warnf(
                "outbox-not-published: attempt %d, again in %d ms: %s",
                failures, delay.toMillis(), failure);
        vertx.setTimer(
                Math.max(1, delay.toMillis()),
                ignored -> {
                    if (leading) {
                        publish();
                    }
                });
    }

    private void giveUp(SqlConnection open) {
        lost(open);
        // Closing a pooled connection gives it back, lock and all: end the lock first.
        open.query(END_LEAD)
                .execute()
                .onFailure()
                .recoverWithNull()
                .chain(open::close)
                .subscribe()
                .with(
                        ignored -> {},
                        failure -> LOG.debugf("closing the outbox's connection: %s", failure));
    }
}
