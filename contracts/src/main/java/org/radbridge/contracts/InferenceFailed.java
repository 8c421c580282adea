package org.radbridge.contracts;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * No model answered for a study's revision; the work is parked where an operator sees it.
 *
 * @param studyInstanceUid (0020,000D)
 * @param revision the revision of the study
 * @param failures what happened, per model
 * @param stamps the timeline so far
 */
public record InferenceFailed(
        String studyInstanceUid,
        int revision,
        List<ModelFailure> failures,
        Map<TimelineStep, Instant> stamps)
        implements Event {
    public InferenceFailed {
        Required.text("studyInstanceUid", studyInstanceUid);
        failures = List.copyOf(Required.value("failures", failures));
        stamps = Map.copyOf(Required.value("stamps", stamps));
    }

    @Override
    public EventType type() {
        return EventType.INFERENCE_FAILED;
    }

    @Override
    public String key() {
        return studyInstanceUid;
    }
}
