package org.radbridge.contracts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The models answered for a study's revision.
 *
 * @param studyInstanceUid (0020,000D)
 * @param revision the revision of the study that was analysed
 * @param patient whose study it is
 * @param accessionNumber (0008,0050), if given
 * @param lane the lane of this event
 * @param urgency the study's urgency: the most urgent of its present findings
 * @param runs the models' answers, at least one
 * @param failures models that gave none; empty when all answered
 * @param stamps the timeline so far
 */
public record InferenceCompleted(
        String studyInstanceUid,
        int revision,
        PatientIdentifier patient,
        @Nullable String accessionNumber,
        Lane lane,
        Urgency urgency,
        List<ModelRun> runs,
        List<ModelFailure> failures,
        Map<TimelineStep, Instant> stamps)
        implements Event {
    public InferenceCompleted {
        Required.text("studyInstanceUid", studyInstanceUid);
        Required.value("patient", patient);
        Required.value("lane", lane);
        Required.value("urgency", urgency);
        runs = List.copyOf(Required.value("runs", runs));
        failures = List.copyOf(Required.value("failures", failures));
        stamps = Map.copyOf(Required.value("stamps", stamps));
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("no model answered: that is an InferenceFailed");
        }
    }

    @Override
    public EventType type() {
        return EventType.INFERENCE_COMPLETED;
    }

    @Override
    public String key() {
        return studyInstanceUid;
    }
}
