package org.radbridge.contracts;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A study's result moved on: it became visible over FHIR, or the PACS confirmed its structured
 * report. One event each, since neither waits for the other.
 *
 * @param studyInstanceUid (0020,000D)
 * @param revision the revision of the study
 * @param lane the lane of this event
 * @param urgency the study's urgency
 * @param diagnosticReport the FHIR id of the report
 * @param srInstanceUid the structured report's SOP Instance UID once the PACS holds it, else null
 * @param stamps what this event adds to the timeline
 */
public record ResultPublished(
        String studyInstanceUid,
        int revision,
        Lane lane,
        Urgency urgency,
        String diagnosticReport,
        @Nullable String srInstanceUid,
        Map<TimelineStep, Instant> stamps)
        implements Event {
    public ResultPublished {
        Required.text("studyInstanceUid", studyInstanceUid);
        Required.value("lane", lane);
        Required.value("urgency", urgency);
        Required.text("diagnosticReport", diagnosticReport);
        stamps = Map.copyOf(Required.value("stamps", stamps));
    }

    @Override
    public EventType type() {
        return EventType.RESULT_PUBLISHED;
    }

    @Override
    public String key() {
        return studyInstanceUid;
    }
}
