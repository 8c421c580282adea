package org.radbridge.ingest.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a study has come; nothing that tells who the patient is.
 *
 * @param state whether more instances are expected
 * @param progress how far the current revision has come
 * @param revision counts the study's closes, the one to come included
 * @param instances how many are stored
 * @param openedAt first instance of the revision
 * @param closedAt null while it is open
 * @param closeReason on what evidence it was closed; null while it is open
 * @param closeDelayMillis how long after its last instance it was closed; null while it is open
 * @param waitingFor why an open study is not closed yet; null before the first look, and when
 *     closed
 * @param missingInstances how many instances are expected and not here
 * @param urgent whether it travels in the urgent lane; null while it is open
 * @param routes the models that the rules chose, as JSON; null while it is open
 * @param failures models that gave no answer, as JSON; null while it is open
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StudySummary(
        String studyInstanceUid,
        StudyState state,
        Progress progress,
        int revision,
        List<String> modalities,
        long instances,
        Instant openedAt,
        @Nullable Instant closedAt,
        @Nullable String closeReason,
        @Nullable Long closeDelayMillis,
        @Nullable String waitingFor,
        int missingInstances,
        @Nullable Boolean urgent,
        @JsonRawValue @Nullable String routes,
        @JsonRawValue @Nullable String failures) {}
