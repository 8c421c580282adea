package org.radbridge.ingest.quarantine;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An instance in quarantine, as operators see it: nothing about the patient.
 *
 * @param state HELD, RELEASED, DISCARDED or EXPIRED
 * @param size bytes
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QuarantinedInstance(
        UUID id,
        Instant quarantinedAt,
        String state,
        long size,
        String door,
        String sender,
        String reason,
        String detail,
        @Nullable String studyInstanceUid,
        @Nullable String sopInstanceUid,
        @Nullable String sopClassUid,
        @Nullable Instant decidedAt,
        @Nullable String decidedBy) {}
