package org.radbridge.contracts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A study is complete, and rules chose models for it. A late instance reopens the study; its next
 * close has a higher revision, whose results supersede the earlier ones.
 *
 * @param studyInstanceUid (0020,000D)
 * @param revision 1 at the first close
 * @param closeReason on what evidence: {@code quiet-timer}, {@code mpps}, {@code explicit} …
 * @param closeDelayMillis how long after the last instance; null in events of before it was told
 * @param patient whose study it is
 * @param accessionNumber (0008,0050), if given
 * @param lane the lane of this event and of all that follow from it
 * @param series the study's series
 * @param routes the models that the rules chose; empty when no rule matched
 * @param stamps the timeline so far
 * @param priors the relevant prior studies that are known at this moment; empty in events of before
 *     they were told
 */
public record StudyClosed(
        String studyInstanceUid,
        int revision,
        String closeReason,
        @Nullable Long closeDelayMillis,
        PatientIdentifier patient,
        @Nullable String accessionNumber,
        Lane lane,
        List<SeriesSummary> series,
        List<RoutedModel> routes,
        Map<TimelineStep, Instant> stamps,
        @Nullable List<PriorStudy> priors)
        implements Event {
    public StudyClosed {
        Required.text("studyInstanceUid", studyInstanceUid);
        Required.text("closeReason", closeReason);
        Required.value("patient", patient);
        Required.value("lane", lane);
        series = List.copyOf(Required.value("series", series));
        routes = List.copyOf(Required.value("routes", routes));
        stamps = Map.copyOf(Required.value("stamps", stamps));
        priors = priors == null ? List.of() : List.copyOf(priors);
    }

    /** The relevant prior studies; never null. */
    @Override
    public List<PriorStudy> priors() {
        return Objects.requireNonNullElse(priors, List.of());
    }

    @Override
    public EventType type() {
        return EventType.STUDY_CLOSED;
    }

    @Override
    public String key() {
        return studyInstanceUid;
    }
}
