package org.radbridge.escalation.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.radbridge.contracts.EscalationChanged.State;
import org.radbridge.escalation.ladder.Escalation;
import org.radbridge.escalation.store.EscalationStore;
import org.radbridge.kit.work.Commit;
import org.radbridge.kit.work.RetryPolicy;
import org.radbridge.kit.work.WorkHandler;
import org.radbridge.kit.work.WorkItem;

/** When a rung's time is over and nobody acknowledged: the next rung, or the end of the ladder. */
@ApplicationScoped
public class Climb implements WorkHandler {
    private static final Logger LOG = Logger.getLogger(Climb.class);

    private final EscalationStore escalations;
    private final RungSchedule rungs;
    private final Clock clock = Clock.systemUTC();

    public Climb(EscalationStore escalations, RungSchedule rungs) {
        this.escalations = escalations;
        this.rungs = rungs;
    }

    @Override
    public String kind() {
        return RungSchedule.CLIMB;
    }

    @Override
    public int concurrency() {
        return 8;
    }

    @Override
    public RetryPolicy retry() {
        return RetryPolicy.STANDARD.withoutEnd();
    }

    @Override
    public Uni<Commit> handle(WorkItem item) {
        RungOrder order = item.payload(RungOrder.class);
        return Uni.createFrom().item(session -> climb(session, order));
    }

    private Uni<Void> climb(Mutiny.Session session, RungOrder order) {
        return escalations
                .lock(session, order.escalation())
                .chain(found ->
                        found.filter(order::isCurrent)
                                .map(escalation -> climb(session, escalation))
                                .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> climb(Mutiny.Session session, Escalation escalation) {
        Escalation next = escalation.unanswered();
        Uni<Void> written = escalations.update(session, next, clock.instant());
        if (next.state() == State.EXHAUSTED) {
            LOG.errorf(
                    "escalation-exhausted: nobody acknowledged escalation %s of study %s",
                    next.id(), next.subject().studyInstanceUid());
            return written;
        }
        return written.chain(() -> rungs.alert(session, next));
    }
}
