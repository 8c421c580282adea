package org.radbridge.fhirmapper.subscription;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.result.OverdueResults;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.work.WorkPriority;

/**
 * Looks for reports that nobody has signed in time, the most urgent first, and tells those who
 * subscribed. That a report was told of stands beside its result, in the transaction that numbers
 * the events: replicas may look at once, and one that dies has told or will be followed by another.
 */
@ApplicationScoped
class OverdueReports {
    private static final Logger LOG = Logger.getLogger(OverdueReports.class);

    /** So that what a night has left does not hold the next look's critical reports up. */
    private static final int AT_ONCE = 200;

    private final Vertx vertx;
    private final Database database;
    private final OverdueResults results;
    private final SubscriptionEvents events;
    private final SubscriptionConfig.Overdue config;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean readable = true;
    private long looks = -1;

    OverdueReports(
            Vertx vertx,
            Database database,
            OverdueResults results,
            SubscriptionEvents events,
            SubscriptionConfig config) {
        this.vertx = vertx;
        this.database = database;
        this.results = results;
        this.events = events;
        this.config = config.overdue();
    }

    void start(@Observes StartupEvent event) {
        looks = vertx.setPeriodic(config.lookEvery().toMillis(), _ -> look());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(looks);
    }

    private void look() {
        if (!looking.compareAndSet(false, true)) {
            return;
        }
        look(Instant.now())
                .onTermination()
                .invoke(() -> looking.set(false))
                .subscribe()
                .with(_ -> readable = true, this::unreadable);
    }

    /** Said once per outage. */
    private void unreadable(Throwable failure) {
        if (readable) {
            LOG.warnf("overdue-reports-unreadable: %s", failure);
        }
        readable = false;
    }

    /**
     * Tells of the reports that are overdue at a moment, as many as one look takes.
     *
     * @return how many
     */
    Uni<Integer> look(Instant now) {
        return look(now, List.of(Urgency.values()).iterator(), 0);
    }

    private Uni<Integer> look(Instant now, Iterator<Urgency> urgencies, int told) {
        return urgencies.hasNext()
                ? look(now, urgencies, urgencies.next(), told)
                : Uni.createFrom().item(told);
    }

    private Uni<Integer> look(Instant now, Iterator<Urgency> others, Urgency urgency, int told) {
        if (told == AT_ONCE) {
            return Uni.createFrom().item(told);
        }
        return database.inTransaction(session -> tell(session, urgency, now))
                .chain(found ->
                        found.isEmpty()
                                ? look(now, others, told)
                                : look(now, others, urgency, told + 1));
    }

    /** One report a transaction: subscriptions are locked in their order once. */
    private Uni<Optional<String>> tell(Mutiny.Session session, Urgency urgency, Instant now) {
        return results.note(session, urgency, now.minus(config.after(urgency)), now)
                .call(found ->
                        found.map(study ->
                                        events.tell(
                                                session,
                                                Set.of(SubscriptionTopic.REVIEW_OVERDUE),
                                                study,
                                                urgency == Urgency.ROUTINE
                                                        ? WorkPriority.NORMAL
                                                        : WorkPriority.URGENT))
                                .orElseGet(() -> Uni.createFrom().voidItem()));
    }
}
