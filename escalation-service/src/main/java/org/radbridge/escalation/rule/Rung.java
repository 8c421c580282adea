package org.radbridge.escalation.rule;

import java.time.Duration;

/**
 * One rung of a ladder.
 *
 * @param recipient who is alerted: a role such as "thoracic surgeon on call", shown to people
 * @param webhook the name of a configured webhook that reaches this recipient
 * @param acknowledgeWithin how long the recipient has before the next rung is alerted
 */
public record Rung(String recipient, String webhook, Duration acknowledgeWithin) {
    public Rung {
        if (recipient == null || recipient.isBlank()) {
            throw new IllegalArgumentException("a rung names no recipient");
        }
        if (webhook == null || webhook.isBlank()) {
            throw new IllegalArgumentException("the rung of " + recipient + " names no webhook");
        }
        if (acknowledgeWithin == null
                || acknowledgeWithin.isNegative()
                || acknowledgeWithin.isZero()) {
            throw new IllegalArgumentException(
                    "the rung of " + recipient + " needs an acknowledgeWithin such as PT5M");
        }
    }
}
