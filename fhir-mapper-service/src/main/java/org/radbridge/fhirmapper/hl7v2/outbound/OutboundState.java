package org.radbridge.fhirmapper.hl7v2.outbound;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What has become of a message that goes out. */
@RegisterForReflection
public enum OutboundState {
    /** To be sent. */
    WAITING,
    /** Acknowledged by its destination. */
    SENT,
    /** Rejected, or refused too often: an operator has to act. */
    PARKED,
    /** An operator's edition of it is sent instead. */
    REPLACED,
    /** An operator decided that it is not sent. */
    DISCARDED
}
