package org.radbridge.fhirmapper.hl7v2.inbound;

import java.util.Optional;
import java.util.UUID;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.AcknowledgementCode;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.AcknowledgementWriter.Fault;

/**
 * A message that is kept, with what has become of it.
 *
 * @param id names it
 * @param repeated whether it had come before
 * @param state what has become of it
 * @param code the application's word; empty while there is none
 * @param fault what was wrong, if anything
 */
record KeptMessage(
        UUID id,
        boolean repeated,
        InboundState state,
        Optional<AcknowledgementCode> code,
        Optional<Fault> fault) {

    /** The same message, to be applied after all. */
    KeptMessage waiting() {
        return new KeptMessage(
                id, repeated, InboundState.WAITING, Optional.empty(), Optional.empty());
    }
}
