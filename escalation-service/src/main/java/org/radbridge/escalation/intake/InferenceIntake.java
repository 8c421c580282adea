package org.radbridge.escalation.intake;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.escalation.delivery.RungSchedule;
import org.radbridge.escalation.ladder.AlertedFinding;
import org.radbridge.escalation.ladder.Escalation;
import org.radbridge.escalation.rule.PolicyInForce;
import org.radbridge.escalation.rule.Team;
import org.radbridge.escalation.store.EscalationStore;
import org.radbridge.kit.inbox.EventConsumer;

/**
 * Opens an escalation per team as soon as an inference finds something critical: directly from the
 * inference event, so that no report has to be written first.
 */
@ApplicationScoped
public class InferenceIntake {
    private static final Logger LOG = Logger.getLogger(InferenceIntake.class);

    private final EventConsumer consumer;
    private final PolicyInForce policy;
    private final EscalationStore escalations;
    private final RungSchedule rungs;
    private final Clock clock = Clock.systemUTC();

    public InferenceIntake(
            EventConsumer consumer,
            PolicyInForce policy,
            EscalationStore escalations,
            RungSchedule rungs) {
        this.consumer = consumer;
        this.policy = policy;
        this.escalations = escalations;
        this.rungs = rungs;
    }

    @Incoming("inference-completed-urgent")
    Uni<Void> urgent(Message<byte[]> message) {
        return take(message);
    }

    @Incoming("inference-completed-routine")
    Uni<Void> routine(Message<byte[]> message) {
        return take(message);
    }

    private Uni<Void> take(Message<byte[]> message) {
        return consumer.once(
                message, InferenceCompleted.class, (session, event, meta) -> open(session, event));
    }

    private Uni<Void> open(Mutiny.Session session, InferenceCompleted inference) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Map.Entry<Team, List<AlertedFinding>> entry :
                CriticalFindings.byTeam(inference, policy.policy()).entrySet()) {
            all = all.chain(() -> open(session, inference, entry.getKey(), entry.getValue()));
        }
        return all;
    }

    private Uni<Void> open(
            Mutiny.Session session,
            InferenceCompleted inference,
            Team team,
            List<AlertedFinding> findings) {
        return escalations
                .lockOfStudy(session, inference.studyInstanceUid(), team.name())
                .chain(earlier -> {
                    List<AlertedFinding> untold = CriticalFindings.untold(findings, earlier);
                    if (untold.isEmpty()) {
                        return Uni.createFrom().voidItem();
                    }
                    Escalation escalation =
                            Escalation.open(
                                    idOf(inference, team),
                                    Escalation.Subject.of(inference),
                                    untold,
                                    team,
                                    clock.instant());
                    LOG.infof(
                            "escalation %s opened to %s for study %s",
                            escalation.id(), team.name(), inference.studyInstanceUid());
                    return escalations
                            .insert(session, escalation)
                            .chain(() -> rungs.alert(session, escalation));
                });
    }

    /** The same event gives the same id, whichever replica reads it. */
    private static UUID idOf(InferenceCompleted inference, Team team) {
        String name = inference.studyInstanceUid() + "|" + inference.revision() + "|" + team.name();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
