package org.radbridge.ingest.commitment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether another archive is committed to a study.
 *
 * @param archive its AE title
 * @param askedBy who wanted to know
 * @param toldAt when the archive answered; null while it has not
 * @param committed how many instances it is committed to; null while it has not answered
 * @param failures the instances that it is not committed to, a thousand at most
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ArchiveCommitment(
        String transactionUid,
        String archive,
        String studyInstanceUid,
        String askedBy,
        Instant askedAt,
        @Nullable Instant toldAt,
        @Nullable Integer committed,
        @Nullable Integer failed,
        @Nullable List<NotCommitted> failures) {

    /**
     * An instance that the archive is not committed to.
     *
     * @param reason Failure Reason (0008,1197), four hexadecimal digits
     */
    @RegisterForReflection
    public record NotCommitted(String sopInstanceUid, String reason) {}
}
