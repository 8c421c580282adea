package org.radbridge.fhirmapper.hl7v2.inbound;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that came in, as an operator sees it: nothing in it is of the patient.
 *
 * @param id names it
 * @param receivedAt when it came
 * @param feed whose it is; null for an unknown sender
 * @param address the sender's
 * @param kind type and event; null when it could not be read
 * @param controlId MSH-10
 * @param state what has become of it
 * @param failureId why it was refused or parked
 * @param failureDetail what exactly was wrong
 */
@RegisterForReflection
public record InboundEntry(
        UUID id,
        Instant receivedAt,
        @Nullable String feed,
        String address,
        @Nullable String kind,
        @Nullable String controlId,
        InboundState state,
        @Nullable String failureId,
        @Nullable String failureDetail) {}
