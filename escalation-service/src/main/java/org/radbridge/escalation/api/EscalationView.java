package org.radbridge.escalation.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radbridge.escalation.ladder.AlertedFinding;
import org.radbridge.escalation.ladder.Escalation;
import org.radbridge.escalation.store.DeliveryStore.Change;
import org.radbridge.escalation.store.DeliveryStore.Delivery;

/** An escalation as the API shows it: with its life cycle, without the patient's identifier. */
public record EscalationView(
        String id,
        String studyInstanceUid,
        int revision,
        String team,
        String state,
        int rung,
        String recipient,
        List<AlertedFinding> findings,
        Instant openedAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant acknowledgedAt,
        @Nullable String acknowledgedBy,
        List<Change> changes,
        List<Delivery> deliveries) {

    /** Several of them. */
    public record Page(List<EscalationView> escalations) {}

    static EscalationView of(Escalation of, List<Change> changes, List<Delivery> deliveries) {
        return new EscalationView(
                of.id().toString(),
                of.subject().studyInstanceUid(),
                of.subject().revision(),
                of.team(),
                of.state().name(),
                of.rung(),
                of.currentRung().recipient(),
                of.findings(),
                of.openedAt(),
                of.deliveredAt(),
                of.acknowledgedAt(),
                of.acknowledgedBy(),
                changes,
                deliveries);
    }
}
