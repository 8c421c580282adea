package org.radbridge.ingest.retention;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a study was deleted. It holds nothing of the patient.
 *
 * @param id its id, which the audit record names too
 * @param studyInstanceUid (0020,000D)
 * @param cause {@code request}, or {@code rule:} and the name of the retention rule
 * @param reason what the caller said, or what the rule says
 * @param requestedBy who
 * @param deletedAt when rows and keys went: from then on nobody can read the bytes
 * @param objects how many objects it had
 * @param digest SHA-256 over the lines {@code <object id> <SHA-256 of its content>} in the order of
 *     the ids; the audit record has the same
 * @param bytesRemovedAt when the last object had left the store; null before
 */
@RegisterForReflection
public record Deletion(
        UUID id,
        String studyInstanceUid,
        String cause,
        String reason,
        String requestedBy,
        Instant deletedAt,
        long objects,
        String digest,
        @Nullable Instant bytesRemovedAt) {}
