package org.radbridge.ingest.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.ingest.study.StudySummary;

/**
 * When each step of a study's revision happened.
 *
 * @param study how far the study has come
 * @param revision whose steps these are
 * @param steps those that happened, in the order of time
 */
@RegisterForReflection
public record Timeline(StudySummary study, int revision, List<Step> steps) {

    /**
     * One step.
     *
     * @param sincePreviousMillis after the step before it; null for the first
     * @param sinceCloseMillis after the close, with which the promise begins; null before it
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(
            TimelineStep step,
            Instant at,
            @Nullable Long sincePreviousMillis,
            @Nullable Long sinceCloseMillis) {}

    static Timeline of(StudySummary study, int revision, Map<TimelineStep, Instant> stamps) {
        Instant closed = stamps.get(TimelineStep.CLOSED);
        List<Map.Entry<TimelineStep, Instant>> inOrder =
                stamps.entrySet().stream()
                        .sorted(
                                Map.Entry.<TimelineStep, Instant>comparingByValue()
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .toList();
        List<Step> steps = new ArrayList<>();
        Instant previous = null;
        for (Map.Entry<TimelineStep, Instant> stamp : inOrder) {
            Instant at = stamp.getValue();
            boolean afterClose = closed != null && !at.isBefore(closed);
            steps.add(
                    new Step(
                            stamp.getKey(),
                            at,
                            previous == null ? null : Duration.between(previous, at).toMillis(),
                            afterClose ? Duration.between(closed, at).toMillis() : null));
            previous = at;
        }
        return new Timeline(study, revision, List.copyOf(steps));
    }
}
