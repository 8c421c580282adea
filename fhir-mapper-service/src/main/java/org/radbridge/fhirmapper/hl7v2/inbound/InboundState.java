package org.radbridge.fhirmapper.hl7v2.inbound;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What has become of a message that came in. */
@RegisterForReflection
public enum InboundState {
    /** Kept, to be applied. */
    WAITING,
    /** Applied: what it says is in the record, or something newer is. */
    APPLIED,
    /** Could not be applied: an operator has to act. */
    PARKED,
    /** Not taken, as its sender was told; kept for an operator to see. */
    REFUSED
}
