package org.radbridge.escalation.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.radbridge.contracts.EventJson;
import org.radbridge.escalation.ladder.Escalation;

/** The stored form of an escalation. */
final class EscalationJson {
    private EscalationJson() {}

    static String write(Escalation escalation) {
        try {
            return EventJson.mapper().writeValueAsString(escalation);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an escalation has no JSON form", e);
        }
    }

    static Escalation read(String document) {
        try {
            return EventJson.mapper().readValue(document, Escalation.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored escalation is not readable", e);
        }
    }
}
