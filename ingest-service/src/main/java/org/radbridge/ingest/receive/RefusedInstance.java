package org.radbridge.ingest.receive;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An instance that was not taken, as operators see it. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RefusedInstance(
        UUID id,
        Instant refusedAt,
        String door,
        String sender,
        String reason,
        String detail,
        @Nullable String studyInstanceUid,
        @Nullable String seriesInstanceUid,
        @Nullable String sopInstanceUid,
        @Nullable String sopClassUid) {}
