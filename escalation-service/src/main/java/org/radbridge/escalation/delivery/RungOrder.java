package org.radbridge.escalation.delivery;

import java.util.UUID;
import org.radbridge.escalation.ladder.Escalation;

/**
 * Work on one rung of one escalation.
 *
 * @param escalation its id
 * @param rung the rung, from 1
 */
public record RungOrder(UUID escalation, int rung) {
    static RungOrder of(Escalation escalation) {
        return new RungOrder(escalation.id(), escalation.rung());
    }

    /** The same on every attempt: receivers recognise a repeated alert by it. */
    public String idempotencyKey() {
        return escalation + ":" + rung;
    }

    /** Whether the escalation still waits on this rung. */
    boolean isCurrent(Escalation of) {
        return of.running() && of.rung() == rung;
    }
}
