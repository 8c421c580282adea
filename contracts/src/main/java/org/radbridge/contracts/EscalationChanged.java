package org.radbridge.contracts;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An escalation of a critical finding moved to another state.
 *
 * @param escalationId the escalation-service's id
 * @param sequence counts an escalation's changes from 1, so that a consumer can tell old from new
 * @param studyInstanceUid (0020,000D)
 * @param revision the revision of the study
 * @param patient whose study it is
 * @param lane the lane of this event
 * @param label the model's label of the finding that opened it
 * @param display the finding as a person reads it
 * @param state the new state
 * @param team the team that the rule chose
 * @param rung the rung of the ladder, from 1
 * @param recipient who was alerted or acknowledged: a role or a user name of the caregiver; null
 *     while nobody was reached
 * @param channel through which channel, for example {@code webhook}; null while none was used
 * @param at when
 * @param stamps what this event adds to the timeline
 */
public record EscalationChanged(
        String escalationId,
        int sequence,
        String studyInstanceUid,
        int revision,
        PatientIdentifier patient,
        Lane lane,
        String label,
        String display,
        State state,
        String team,
        int rung,
        @Nullable String recipient,
        @Nullable String channel,
        Instant at,
        Map<TimelineStep, Instant> stamps)
        implements Event {

    /** The life of an escalation. */
    public enum State {
        /** Opened; nobody reached yet. */
        OPENED,
        /** A channel accepted the alert for the rung. */
        DELIVERED,
        /** Nobody acknowledged in time: the next rung is being alerted. */
        CLIMBED,
        /** A caregiver acknowledged: the ladder stops. */
        ACKNOWLEDGED,
        /** The last rung passed without acknowledgement: an operator has to act. */
        EXHAUSTED
    }

    public EscalationChanged {
        Required.text("escalationId", escalationId);
        Required.text("studyInstanceUid", studyInstanceUid);
        Required.value("patient", patient);
        Required.value("lane", lane);
        Required.text("label", label);
        Required.text("display", display);
        Required.value("state", state);
        Required.text("team", team);
        Required.value("at", at);
        stamps = Map.copyOf(Required.value("stamps", stamps));
    }

    @Override
    public EventType type() {
        return EventType.ESCALATION_CHANGED;
    }

    @Override
    public String key() {
        return studyInstanceUid;
    }
}
