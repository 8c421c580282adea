package org.radbridge.ingest.importing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An import and how far it is.
 *
 * @param state RUNNING, DONE, CANCELLED or FAILED
 * @param stored instances that are new in the archive
 * @param duplicate instances that were in it; also those whose file was read twice after a crash
 * @param refused files that were not taken, see the job's errors
 * @param quarantined how many of the refused went to the quarantine
 * @param skipped files that are no DICOM instances
 * @param failure why a failed job cannot go on
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImportJob(
        UUID id,
        String state,
        Instant startedAt,
        @Nullable Instant finishedAt,
        String startedBy,
        long stored,
        long duplicate,
        long refused,
        long quarantined,
        long skipped,
        @Nullable String failure) {}
