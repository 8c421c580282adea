package org.radbridge.escalation.delivery;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radbridge.escalation.ladder.AlertedFinding;
import org.radbridge.escalation.ladder.Escalation;

/**
 * What a webhook is sent. It names the study and the finding, and no patient: who acknowledges
 * opens the study under their own role.
 *
 * @param escalation the escalation's id
 * @param studyInstanceUid (0020,000D)
 * @param accessionNumber (0008,0050), if given
 * @param team the team
 * @param rung the rung, from 1
 * @param recipient whom to alert
 * @param urgency always {@code critical}
 * @param findings what was found, the most confident first
 * @param openedAt when the escalation opened
 * @param acknowledge how to acknowledge
 */
public record Alert(
        String escalation,
        String studyInstanceUid,
        @Nullable String accessionNumber,
        String team,
        int rung,
        String recipient,
        String urgency,
        List<AlertedFinding> findings,
        Instant openedAt,
        Acknowledge acknowledge) {

    /** The call that acknowledges: with a bearer token, as {@code docs} of the API say. */
    public record Acknowledge(String method, String href) {}

    static Alert of(Escalation escalation, URI publicUrl) {
        return new Alert(
                escalation.id().toString(),
                escalation.subject().studyInstanceUid(),
                escalation.subject().accessionNumber(),
                escalation.team(),
                escalation.rung(),
                escalation.currentRung().recipient(),
                "critical",
                escalation.findings(),
                escalation.openedAt(),
                new Acknowledge(
                        "POST", publicUrl + "/escalations/" + escalation.id() + "/acknowledge"));
    }
}
