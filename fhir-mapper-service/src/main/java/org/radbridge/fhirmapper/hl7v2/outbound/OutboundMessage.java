package org.radbridge.fhirmapper.hl7v2.outbound;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that goes out.
 *
 * @param id names it
 * @param destination where it goes
 * @param studyInstanceUid the study whose result it tells
 * @param revision the study's revision
 * @param edition the result's edition
 * @param patient id of the Patient: messages about one go in order
 * @param controlId MSH-10
 * @param body as it is sent
 * @param editOf the message that an operator changed into this one
 * @param editedBy who did
 */
record OutboundMessage(
        UUID id,
        String destination,
        String studyInstanceUid,
        int revision,
        int edition,
        String patient,
        String controlId,
        byte[] body,
        @Nullable UUID editOf,
        @Nullable String editedBy) {}
