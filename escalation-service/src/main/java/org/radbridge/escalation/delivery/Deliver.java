package org.radbridge.escalation.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.EscalationChanged.State;
import org.radbridge.escalation.ladder.Escalation;
import org.radbridge.escalation.store.DeliveryStore;
import org.radbridge.escalation.store.DeliveryStore.Delivery;
import org.radbridge.escalation.store.EscalationStore;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.work.Commit;
import org.radbridge.kit.work.RetryPolicy;
import org.radbridge.kit.work.WorkHandler;
import org.radbridge.kit.work.WorkItem;

/**
 * Delivers the alert of a rung: tried until the channel accepts it, or until the rung is not the
 * current one any more. The last rung of a ladder that ended without any delivery is tried on.
 */
@ApplicationScoped
public class Deliver implements WorkHandler {
    private static final RetryPolicy RETRY =
            new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(10), 1).withoutEnd();

    private final Database database;
    private final EscalationStore escalations;
    private final DeliveryStore deliveries;
    private final WebhookChannel webhooks;
    private final MeterRegistry metrics;
    private final Clock clock = Clock.systemUTC();

    public Deliver(
            Database database,
            EscalationStore escalations,
            DeliveryStore deliveries,
            WebhookChannel webhooks,
            MeterRegistry metrics) {
        this.database = database;
        this.escalations = escalations;
        this.deliveries = deliveries;
        this.webhooks = webhooks;
        this.metrics = metrics;
    }

    @Override
    public String kind() {
        return RungSchedule.DELIVER;
    }

    @Override
    public int concurrency() {
        return 16;
    }

    @Override
    public RetryPolicy retry() {
        return RETRY;
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Uni<Commit> handle(WorkItem item) {
        RungOrder order = item.payload(RungOrder.class);
        return database.inSession(session -> escalations.find(session, order.escalation()))
                .chain(found -> {
                    Optional<Escalation> waiting = found.filter(e -> wanted(order, e));
                    if (waiting.isEmpty()) {
                        return Uni.createFrom().item(Commit.nothing());
                    }
                    Escalation escalation = waiting.get();
                    return webhooks.post(escalation, order.idempotencyKey())
                            .map(status -> accepted(order, escalation, status, item.attempt()));
                });
    }

    private static boolean wanted(RungOrder order, Escalation escalation) {
        boolean nobodyReached =
                escalation.state() == State.EXHAUSTED
                        && escalation.deliveredAt() == null
                        && escalation.rung() == order.rung();
        return order.isCurrent(escalation) || nobodyReached;
    }

    private Commit accepted(RungOrder order, Escalation alerted, int status, int attempts) {
        Instant at = clock.instant();
        Delivery delivery =
                new Delivery(
                        order.rung(),
                        alerted.currentRung().recipient(),
                        alerted.currentRung().webhook(),
                        status,
                        attempts,
                        at);
        return session ->
                escalations
                        .lock(session, order.escalation())
                        .chain(found ->
                                found.map(escalation -> note(session, order, escalation, delivery))
                                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> note(
            Mutiny.Session session, RungOrder order, Escalation escalation, Delivery delivery) {
        return deliveries
                .insert(session, escalation.id(), delivery)
                .chain(first -> {
                    if (!first || !wanted(order, escalation)) {
                        return Uni.createFrom().voidItem();
                    }
                    metrics.timer("radbridge.escalation.delivery", "team", escalation.team())
                            .record(Duration.between(escalation.openedAt(), delivery.acceptedAt()));
                    return escalations.update(
                            session,
                            escalation.delivered(delivery.acceptedAt()),
                            delivery.acceptedAt());
                });
    }
}
