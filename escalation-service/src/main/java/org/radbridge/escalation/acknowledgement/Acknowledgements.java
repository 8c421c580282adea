package org.radbridge.escalation.acknowledgement;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.EscalationChanged.State;
import org.radbridge.escalation.delivery.RungSchedule;
import org.radbridge.escalation.ladder.Escalation;
import org.radbridge.escalation.store.EscalationStore;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** Takes acknowledgements. The first one counts; a second changes nothing and is told so. */
@ApplicationScoped
public class Acknowledgements {
    private final EscalationStore escalations;
    private final RungSchedule rungs;
    private final MeterRegistry metrics;
    private final Clock clock = Clock.systemUTC();

    public Acknowledgements(
            EscalationStore escalations, RungSchedule rungs, MeterRegistry metrics) {
        this.escalations = escalations;
        this.rungs = rungs;
        this.metrics = metrics;
    }

    /**
     * Acknowledges.
     *
     * @param by the caregiver who takes responsibility
     * @return the escalation as it stands; fails with {@code not-found}
     */
    public Uni<Escalation> acknowledge(Mutiny.Session session, UUID id, String by) {
        return escalations
                .lock(session, id)
                .map(found ->
                        found.orElseThrow(() ->
                                new RadbridgeException(KitFailure.NOT_FOUND, "no such escalation")))
                .chain(escalation ->
                        escalation.state() == State.ACKNOWLEDGED
                                ? Uni.createFrom().item(escalation)
                                : acknowledge(session, escalation, by));
    }

    private Uni<Escalation> acknowledge(Mutiny.Session session, Escalation escalation, String by) {
        Instant at = clock.instant();
        Escalation acknowledged = escalation.acknowledged(by, at);
        metrics.timer("radbridge.escalation.acknowledgement", "team", escalation.team())
                .record(Duration.between(escalation.openedAt(), at));
        return escalations
                .update(session, acknowledged, at)
                .chain(() -> rungs.giveUp(session, escalation))
                .replaceWith(acknowledged);
    }
}
