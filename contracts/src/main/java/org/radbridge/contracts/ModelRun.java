package org.radbridge.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One model's answer for a study.
 *
 * @param runId the inference-service's id of this run
 * @param model the model's name
 * @param version the version that the inference server says it ran
 * @param deviceUid the model's Device UID (0018,1002), new for every version
 * @param manufacturer who made the model
 * @param statement what the model is for, as its card says; shown wherever its results are shown
 * @param bodyRegion what the model looked at; null when the card names none
 * @param seriesInstanceUid the series it was run on
 * @param instances how many images it was given
 * @param findings every label of the model, present or not
 * @param inferenceMillis how long the inference server took, in milliseconds
 */
public record ModelRun(
        String runId,
        String model,
        String version,
        String deviceUid,
        String manufacturer,
        String statement,
        @Nullable CodedConcept bodyRegion,
        String seriesInstanceUid,
        int instances,
        List<Finding> findings,
        long inferenceMillis) {
    public ModelRun {
        Required.text("runId", runId);
        Required.text("model", model);
        Required.text("version", version);
        Required.text("deviceUid", deviceUid);
        Required.text("manufacturer", manufacturer);
        Required.text("statement", statement);
        Required.text("seriesInstanceUid", seriesInstanceUid);
        findings = List.copyOf(Required.value("findings", findings));
    }
}
