package org.radbridge.ingest.retention;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a study must not be deleted, by rule or by request, until it is released.
 *
 * @param id its id
 * @param studyInstanceUid (0020,000D)
 * @param reason why
 * @param placedBy who placed it
 * @param placedAt when
 * @param releaseReason why it was released; null while it holds
 * @param releasedBy who released it; null while it holds
 * @param releasedAt when; null while it holds
 */
@RegisterForReflection
public record LegalHold(
        UUID id,
        String studyInstanceUid,
        String reason,
        String placedBy,
        Instant placedAt,
        @Nullable String releaseReason,
        @Nullable String releasedBy,
        @Nullable Instant releasedAt) {}
