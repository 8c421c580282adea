package org.radbridge.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** The body of an event. Bodies are immutable, and readable by consumers older than they are. */
public sealed interface Event
        permits StudyClosed,
                InferenceCompleted,
                InferenceFailed,
                ResultPublished,
                ReviewDecided,
                EscalationChanged,
                AccessPolicyPublished,
                AuditRecorded {

    /** What kind of event this is. */
    @JsonIgnore
    EventType type();

    /** The Kafka key: events of one key stay in order. */
    @JsonIgnore
    String key();
}
