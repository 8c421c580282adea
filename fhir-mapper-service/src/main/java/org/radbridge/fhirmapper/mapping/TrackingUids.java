package org.radbridge.fhirmapper.mapping;

import java.util.Map;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.ModelRun;
import org.radbridge.dicom.data.Uid;

/**
 * The tracking UIDs (112040, DCM) of a study's findings.
 *
 * @param byObservation those that were assigned, by the id of the finding's Observation
 */
public record TrackingUids(Map<String, String> byObservation) {
    /** Nothing was assigned: each finding has one of its own. */
    public static final TrackingUids NONE = new TrackingUids(Map.of());

    public TrackingUids {
        byObservation = Map.copyOf(byObservation);
    }

    /** The same for the same finding in every object and revision of the study. */
    public String of(String studyInstanceUid, ModelRun run, Finding finding) {
        String observation = ResourceIds.observation(studyInstanceUid, run, finding.label());
        return byObservation.getOrDefault(observation, own(studyInstanceUid, run, finding));
    }

    /** The one of a finding that no other study has shown. */
    public static String own(String studyInstanceUid, ModelRun run, Finding finding) {
        return Uid.fromName(
                "tracking/"
                        + studyInstanceUid
                        + "/"
                        + run.model()
                        + "/"
                        + run.seriesInstanceUid()
                        + "/"
                        + finding.label());
    }
}
