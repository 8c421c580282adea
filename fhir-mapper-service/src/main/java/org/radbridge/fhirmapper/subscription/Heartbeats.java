package org.radbridge.fhirmapper.subscription;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.work.WorkQueue;

/** Tells subscribers that nothing happened, and forgets events that are too old to be asked for. */
@ApplicationScoped
class Heartbeats {
    private static final Logger LOG = Logger.getLogger(Heartbeats.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(10);

    private final Vertx vertx;
    private final Database database;
    private final Subscriptions subscriptions;
    private final BindingTokens tokens;
    private final WorkQueue queue;
    private final SubscriptionConfig config;
    private volatile boolean readable = true;
    private long beats = -1;
    private long forgetting = -1;

    Heartbeats(
            Vertx vertx,
            Database database,
            Subscriptions subscriptions,
            BindingTokens tokens,
            WorkQueue queue,
            SubscriptionConfig config) {
        this.vertx = vertx;
        this.database = database;
        this.subscriptions = subscriptions;
        this.tokens = tokens;
        this.queue = queue;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        beats = vertx.setPeriodic(PERIOD.toMillis(), _ -> run(this::beat));
        forgetting = vertx.setPeriodic(FORGET_EVERY.toMillis(), _ -> run(this::forget));
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(beats);
        vertx.cancelTimer(forgetting);
    }

    /** Said once per outage. */
    private void unreadable(Throwable failure) {
        if (readable) {
            LOG.warnf("subscriptions-unreadable: %s", failure);
        }
        readable = false;
    }

    private interface Step {
        Uni<Void> in(Mutiny.Session session);
    }

    private void run(Step step) {
        database.inTransaction(step::in).subscribe().with(_ -> readable = true, this::unreadable);
    }

    private Uni<Void> beat(Mutiny.Session session) {
        return subscriptions.silent(session).chain(all -> enqueue(session, all.iterator()));
    }

    private Uni<Void> enqueue(Mutiny.Session session, Iterator<String> all) {
        if (!all.hasNext()) {
            return Uni.createFrom().voidItem();
        }
        return queue.enqueue(
                        session, NotifyWork.heartbeat(all.next(), UUID.randomUUID().toString()))
                .chain(() -> enqueue(session, all));
    }

    private Uni<Void> forget(Mutiny.Session session) {
        return subscriptions
                .forget(session, Instant.now().minus(config.retention()))
                .chain(() -> tokens.forget(session))
                .replaceWithVoid();
    }
}
