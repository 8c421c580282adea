package org.radbridge.fhirmapper.hl7v2.outbound;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that goes out, as an operator sees it: nothing in it is of the patient.
 *
 * @param id names it
 * @param createdAt when it was made
 * @param destination where it goes
 * @param studyInstanceUid the study whose result it tells
 * @param revision the study's revision
 * @param edition the result's edition
 * @param controlId MSH-10
 * @param state what has become of it
 * @param refusals how often its destination could not process it
 * @param editOf the message that an operator changed into this one
 * @param failureId why it is not sent yet
 * @param failureDetail what exactly was wrong
 */
@RegisterForReflection
public record OutboundEntry(
        UUID id,
        Instant createdAt,
        String destination,
        String studyInstanceUid,
        int revision,
        int edition,
        String controlId,
        OutboundState state,
        int refusals,
        @Nullable UUID editOf,
        @Nullable String failureId,
        @Nullable String failureDetail) {}
