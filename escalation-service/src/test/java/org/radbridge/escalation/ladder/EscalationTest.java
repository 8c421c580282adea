package org.radbridge.escalation.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.EscalationChanged;
import org.radbridge.contracts.EscalationChanged.State;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.escalation.rule.Rung;
import org.radbridge.escalation.rule.Team;

@Tag("D4")
class EscalationTest {
    private static final Instant OPENED = Instant.parse("2026-11-22T08:00:00Z");
    private static final Team TEAM =
            new Team(
                    "chest",
                    List.of(
                            new Rung("surgeon", "pager", Duration.ofMinutes(5)),
                            new Rung("attending", "pager", Duration.ofMinutes(5))));
    private static final Escalation OPEN =
            Escalation.open(
                    UUID.fromString("0b6e5ff0-0000-3000-8000-000000000001"),
                    new Escalation.Subject(
                            "2.25.1", 1, new PatientIdentifier("A", "1"), null, Lane.URGENT),
                    List.of(
                            new AlertedFinding("Mass", "Mass", 0.6),
                            new AlertedFinding("Pneumothorax", "Pneumothorax", 0.9)),
                    TEAM,
                    OPENED);

    @Test
    void opensOnTheFirstRungWithTheMostConfidentFindingLeading() {
        assertThat(OPEN.running()).isTrue();
        assertThat(OPEN.currentRung().recipient()).isEqualTo("surgeon");
        assertThat(OPEN.changed(OPENED))
                .returns("Pneumothorax", EscalationChanged::label)
                .returns(1, EscalationChanged::sequence)
                .returns(State.OPENED, EscalationChanged::state)
                .returns(null, EscalationChanged::channel);
    }

    @Test
    void unansweredRungsClimbToTheEndOfTheLadder() {
        Escalation climbed = OPEN.delivered(OPENED.plusSeconds(1)).unanswered();

        assertThat(climbed.state()).isEqualTo(State.CLIMBED);
        assertThat(climbed.currentRung().recipient()).isEqualTo("attending");

        Escalation exhausted = climbed.unanswered();

        assertThat(exhausted.state()).isEqualTo(State.EXHAUSTED);
        assertThat(exhausted.running()).isFalse();
        assertThat(exhausted.sequence()).isEqualTo(4);
    }

    @Test
    void timelineKeepsTheFirstDeliveryAndTheAcknowledgement() {
        Instant first = OPENED.plusSeconds(1);
        Instant acknowledged = OPENED.plusSeconds(400);
        EscalationChanged change =
                OPEN.delivered(first)
                        .unanswered()
                        .delivered(OPENED.plusSeconds(301))
                        .acknowledged("dr-who", acknowledged)
                        .changed(acknowledged);

        assertThat(change.stamps())
                .containsEntry(TimelineStep.ALERT_DELIVERED, first)
                .containsEntry(TimelineStep.ACKNOWLEDGED, acknowledged);
        assertThat(change.recipient()).isEqualTo("dr-who");
        assertThat(change.rung()).isEqualTo(2);
    }

    @Test
    void acknowledgementAfterTheLaddersEndStillCounts() {
        Escalation late = OPEN.unanswered().unanswered().acknowledged("dr-who", OPENED);

        assertThat(late.state()).isEqualTo(State.ACKNOWLEDGED);
        assertThat(late.running()).isFalse();
    }
}
