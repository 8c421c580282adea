package org.radbridge.escalation.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.escalation.ladder.Escalation;
import org.radbridge.kit.work.WorkPriority;
import org.radbridge.kit.work.WorkQueue;
import org.radbridge.kit.work.WorkRequest;

/** Asks for the work that a rung needs, in the transaction that reaches it. */
@ApplicationScoped
public class RungSchedule {
    static final String DELIVER = "escalation-deliver";
    static final String CLIMB = "escalation-climb";

    private final WorkQueue work;
    private final Clock clock = Clock.systemUTC();

    public RungSchedule(WorkQueue work) {
        this.work = work;
    }

    /**
     * Alerts the current rung now and looks again when its time is over. The time runs from now,
     * not from the delivery: a channel that accepts nothing must not hold the ladder up.
     */
    public Uni<Void> alert(Mutiny.Session session, Escalation escalation) {
        RungOrder order = RungOrder.of(escalation);
        Instant due = clock.instant().plus(escalation.currentRung().acknowledgeWithin());
        return work.enqueue(session, request(DELIVER, order))
                .chain(() -> work.enqueue(session, request(CLIMB, order).dueAt(due)))
                .replaceWithVoid();
    }

    /** Gives up what is still to be done for the current rung. */
    public Uni<Void> giveUp(Mutiny.Session session, Escalation escalation) {
        String key = RungOrder.of(escalation).idempotencyKey();
        return work.cancel(session, DELIVER, key)
                .chain(() -> work.cancel(session, CLIMB, key))
                .replaceWithVoid();
    }

    private static WorkRequest request(String kind, RungOrder order) {
        String key = order.idempotencyKey();
        return WorkRequest.of(kind, key, key, order).withPriority(WorkPriority.URGENT);
    }
}
