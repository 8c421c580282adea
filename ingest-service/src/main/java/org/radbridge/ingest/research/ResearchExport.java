package org.radbridge.ingest.research;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An export and how far its last download is.
 *
 * @param state READY, RUNNING, DONE or BROKEN_OFF
 * @param options names of {@link org.radbridge.dicom.deidentify.ProfileOption}
 * @param studies how many are asked for
 * @param studiesDone how many are through
 * @param exported instances in the copy
 * @param refused instances left out: burned in annotations, unreadable ones
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResearchExport(
        UUID id,
        String project,
        List<String> options,
        String state,
        Instant createdAt,
        String createdBy,
        @Nullable Instant finishedAt,
        int studies,
        int studiesDone,
        long exported,
        long refused) {}
