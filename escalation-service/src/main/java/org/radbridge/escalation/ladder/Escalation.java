package org.radbridge.escalation.ladder;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.EscalationChanged;
import org.radbridge.contracts.EscalationChanged.State;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.escalation.rule.Rung;
import org.radbridge.escalation.rule.Team;

/**
 * An escalation at one moment; every change gives a new value with the next sequence number.
 *
 * @param id its id
 * @param subject whose study it is about
 * @param findings the critical findings, the most confident first
 * @param team the team's name
 * @param ladder the team's ladder when the escalation opened
 * @param state where it stands
 * @param rung the rung being alerted, from 1
 * @param sequence counts changes from 1
 * @param openedAt when it opened
 * @param deliveredAt when a channel first accepted an alert; null before
 * @param acknowledgedAt when a caregiver acknowledged; null before
 * @param acknowledgedBy who did; null before
 */
public record Escalation(
        UUID id,
        Subject subject,
        List<AlertedFinding> findings,
        String team,
        List<Rung> ladder,
        State state,
        int rung,
        int sequence,
        Instant openedAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant acknowledgedAt,
        @Nullable String acknowledgedBy) {

    /** What a study's escalations have in common. */
    public record Subject(
            String studyInstanceUid,
            int revision,
            PatientIdentifier patient,
            @Nullable String accessionNumber,
            Lane lane) {
        /** Taken from the inference that found something critical. */
        public static Subject of(InferenceCompleted inference) {
            return new Subject(
                    inference.studyInstanceUid(),
                    inference.revision(),
                    inference.patient(),
                    inference.accessionNumber(),
                    inference.lane());
        }
    }

    /** A new escalation on its first rung. */
    public static Escalation open(
            UUID id, Subject subject, List<AlertedFinding> findings, Team team, Instant at) {
        List<AlertedFinding> ordered =
                findings.stream()
                        .sorted(
                                Comparator.comparingDouble(AlertedFinding::confidence)
                                        .reversed()
                                        .thenComparing(AlertedFinding::label))
                        .toList();
        return new Escalation(
                id,
                subject,
                ordered,
                team.name(),
                team.ladder(),
                State.OPENED,
                1,
                1,
                at,
                null,
                null,
                null);
    }

    /** Whether somebody still has to act. */
    public boolean running() {
        return switch (state) {
            case OPENED, DELIVERED, CLIMBED -> true;
            case ACKNOWLEDGED, EXHAUSTED -> false;
        };
    }

    /** The rung being alerted. */
    public Rung currentRung() {
        return ladder.get(rung - 1);
    }

    /** A channel accepted the alert for the current rung; a ladder that ended stays ended. */
    public Escalation delivered(Instant at) {
        return next(
                state == State.EXHAUSTED ? State.EXHAUSTED : State.DELIVERED,
                rung,
                deliveredAt == null ? at : deliveredAt,
                acknowledgedAt,
                acknowledgedBy);
    }

    /** Nobody acknowledged the current rung in time: the next one, or the end of the ladder. */
    public Escalation unanswered() {
        return rung < ladder.size()
                ? next(State.CLIMBED, rung + 1, deliveredAt, null, null)
                : next(State.EXHAUSTED, rung, deliveredAt, null, null);
    }

    /** A caregiver acknowledged; also after the ladder's end, since late is better than never. */
    public Escalation acknowledged(String by, Instant at) {
        return next(State.ACKNOWLEDGED, rung, deliveredAt, at, by);
    }

    /** The event that tells the others of this state. */
    public EscalationChanged changed(Instant at) {
        AlertedFinding leading = findings.getFirst();
        return new EscalationChanged(
                id.toString(),
                sequence,
                subject.studyInstanceUid(),
                subject.revision(),
                subject.patient(),
                subject.lane(),
                leading.label(),
                leading.display(),
                state,
                team,
                rung,
                acknowledgedBy != null ? acknowledgedBy : currentRung().recipient(),
                deliveredAt == null ? null : "webhook",
                at,
                stamps());
    }

    private Map<TimelineStep, Instant> stamps() {
        if (deliveredAt != null && acknowledgedAt != null) {
            return Map.of(
                    TimelineStep.ALERT_DELIVERED,
                    deliveredAt,
                    TimelineStep.ACKNOWLEDGED,
                    acknowledgedAt);
        }
        if (acknowledgedAt != null) {
            return Map.of(TimelineStep.ACKNOWLEDGED, acknowledgedAt);
        }
        return deliveredAt == null ? Map.of() : Map.of(TimelineStep.ALERT_DELIVERED, deliveredAt);
    }

    private Escalation next(
            State next,
            int nextRung,
            @Nullable Instant delivered,
            @Nullable Instant acknowledged,
            @Nullable String by) {
        return new Escalation(
                id,
                subject,
                findings,
                team,
                ladder,
                next,
                nextRung,
                sequence + 1,
                openedAt,
                delivered,
                acknowledged,
                by);
    }
}
