package org.radbridge.ingest.scrub;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An object that is not what was stored.
 *
 * @param objectId its name in the store
 * @param studyInstanceUid (0020,000D)
 * @param sopInstanceUid (0008,0018)
 * @param failure the stable id: {@code object-missing} or {@code object-corrupt}
 * @param detail what was seen
 * @param foundAt when it was first seen
 * @param seenAt when it was last seen
 * @param resolvedAt when it was sound again, restored by somebody; null before
 */
@RegisterForReflection
public record ScrubFinding(
        UUID objectId,
        String studyInstanceUid,
        String sopInstanceUid,
        String failure,
        String detail,
        Instant foundAt,
        Instant seenAt,
        @Nullable Instant resolvedAt) {}
