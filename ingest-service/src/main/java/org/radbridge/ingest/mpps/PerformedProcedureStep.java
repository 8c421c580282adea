package org.radbridge.ingest.mpps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.ingest.evidence.EvidenceKind;
import org.radbridge.ingest.evidence.EvidenceReport;
import org.radbridge.ingest.evidence.EvidenceReport.Subject;
import org.radbridge.ingest.evidence.EvidenceState;
import org.radbridge.ingest.evidence.ExpectedSeries;

/**
 * What a performed procedure step says (PS3.4 table F.7.2-1).
 *
 * @param sopInstanceUid names the step
 * @param attributes as created and set so far
 */
record PerformedProcedureStep(String sopInstanceUid, DataSet attributes) {
    private static final List<Integer> ONLY_CREATED =
            List.of(
                    Tag.ScheduledStepAttributesSequence,
                    Tag.PatientName,
                    Tag.PatientID,
                    Tag.IssuerOfPatientID,
                    Tag.PatientBirthDate,
                    Tag.PatientSex,
                    Tag.ReferencedPatientSequence,
                    Tag.PerformedProcedureStepID,
                    Tag.PerformedStationAETitle,
                    Tag.PerformedStationName,
                    Tag.PerformedLocation,
                    Tag.PerformedProcedureStepStartDate,
                    Tag.PerformedProcedureStepStartTime,
                    Tag.Modality,
                    Tag.StudyID);

    /** Performed Procedure Step Status (0040,0252); empty when it is none of the three. */
    Optional<EvidenceState> state() {
        return attributes
                .string(Tag.PerformedProcedureStepStatus)
                .map(status ->
                        switch (status.strip()) {
                            case "IN PROGRESS" -> EvidenceState.IN_PROGRESS;
                            case "COMPLETED" -> EvidenceState.COMPLETED;
                            case "DISCONTINUED" -> EvidenceState.DISCONTINUED;
                            default -> null;
                        });
    }

    /** What an N-SET may change of these (PS3.4 table F.7.2-1). */
    static DataSet settable(DataSet attributes) {
        DataSet settable = new DataSet().putAll(attributes);
        ONLY_CREATED.forEach(settable::remove);
        return settable;
    }

    /** The studies that it belongs to: one, but for a group case. */
    List<String> studies() {
        return attributes.items(Tag.ScheduledStepAttributesSequence).stream()
                .flatMap(item -> item.string(Tag.StudyInstanceUID).stream())
                .map(String::strip)
                .distinct()
                .toList();
    }

    /**
     * The series that it made, with their images. Other objects, such as raw data and presentation
     * states, are left out: modalities name them and often send them elsewhere.
     */
    List<ExpectedSeries> series() {
        List<ExpectedSeries> series = new ArrayList<>();
        for (DataSet item : attributes.items(Tag.PerformedSeriesSequence)) {
            List<String> images =
                    item.items(Tag.ReferencedImageSequence).stream()
                            .flatMap(image -> image.string(Tag.ReferencedSOPInstanceUID).stream())
                            .map(String::strip)
                            .toList();
            item.string(Tag.SeriesInstanceUID)
                    .filter(_ -> !images.isEmpty())
                    .ifPresent(uid -> series.add(ExpectedSeries.of(uid.strip(), images)));
        }
        return series;
    }

    /** As evidence for each of its studies. */
    List<EvidenceReport> evidence(String reportedBy, EvidenceState state) {
        List<String> studies = studies();
        // in a group case nothing tells which series belongs to which of the studies
        List<ExpectedSeries> named = studies.size() == 1 ? series() : List.of();
        return studies.stream()
                .map(study ->
                        EvidenceReport.of(
                                        EvidenceKind.MPPS,
                                        sopInstanceUid,
                                        reportedBy,
                                        state,
                                        new Subject.Study(study))
                                .naming(named))
                .toList();
    }

    @Override
    public String toString() {
        return "PerformedProcedureStep[" + sopInstanceUid + "]";
    }
}
