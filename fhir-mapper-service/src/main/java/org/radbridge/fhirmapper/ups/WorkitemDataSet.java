package org.radbridge.fhirmapper.ups;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.radbridge.contracts.Urgency;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.fhirmapper.store.Workitem;
import org.radbridge.fhirmapper.store.WorkitemState;

/**
 * A workitem as a Unified Procedure Step (PS3.3 sections C.30.1 to C.30.3, C.30.6): what is read is
 * the study with its result. The Transaction UID is nobody's but the performer's.
 */
public final class WorkitemDataSet {
    /** UPS Push (PS3.4 section CC.3): what the workitem's SOP Class UID always names. */
    public static final String UPS_PUSH = "1.2.840.10008.5.1.4.34.6.1";

    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSS'+0000'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final int[] PATIENT = {
        Tag.PatientName, Tag.PatientBirthDate, Tag.PatientSex,
    };

    private final String dicomWeb;

    /**
     * @param dicomWeb where the studies are found
     */
    public WorkitemDataSet(String dicomWeb) {
        this.dicomWeb = dicomWeb;
    }

    /** The attributes of a workitem. */
    public DataSet of(Workitem workitem) {
        DataSet study = DicomJson.read(workitem.header());
        DataSet dataSet =
                new DataSet()
                        .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                        .put(Tag.SOPClassUID, UPS_PUSH)
                        .put(Tag.SOPInstanceUID, workitem.uid())
                        .put(Tag.ScheduledProcedureStepPriority, priority(workitem.urgency()))
                        .put(Tag.ProcedureStepState, workitem.state().term())
                        .put(Tag.ProcedureStepLabel, "Read the result of an AI analysis")
                        .put(Tag.WorklistLabel, "AI results")
                        .put(
                                Tag.ScheduledProcedureStepModificationDateTime,
                                text(workitem.changedAt()))
                        .put(Tag.ScheduledProcedureStepStartDateTime, text(workitem.createdAt()))
                        .put(Tag.InputReadinessState, "READY")
                        .putItems(
                                Tag.ScheduledWorkitemCodeSequence,
                                code("110005", "DCM", "Interpretation"))
                        .putItems(Tag.ScheduledStationNameCodeSequence)
                        .putItems(Tag.InputInformationSequence, input(workitem))
                        .putItems(Tag.ReferencedRequestSequence, request(workitem, study))
                        .copyFrom(study, PATIENT);
        workitem.owner()
                .ifPresent(owner ->
                        dataSet.put(Tag.PatientID, owner.value())
                                .put(Tag.IssuerOfPatientID, owner.issuer()));
        workitem.reason()
                .ifPresent(reason ->
                        dataSet.putItems(
                                Tag.ProcedureStepProgressInformationSequence,
                                new DataSet()
                                        .put(
                                                Tag.ProcedureStepCancellationDateTime,
                                                text(workitem.changedAt()))
                                        .put(Tag.ReasonForCancellation, reason)));
        workitem.startedAt()
                .ifPresent(started ->
                        dataSet.putItems(
                                Tag.UnifiedProcedureStepPerformedProcedureSequence,
                                performed(workitem, started)));
        return dataSet;
    }

    private DataSet input(Workitem workitem) {
        return new DataSet()
                .put(Tag.TypeOfInstances, "DICOM")
                .put(Tag.StudyInstanceUID, workitem.studyInstanceUid())
                .putItems(
                        Tag.WADORSRetrievalSequence,
                        new DataSet()
                                .put(
                                        Tag.RetrieveURL,
                                        dicomWeb + "/studies/" + workitem.studyInstanceUid()));
    }

    private static DataSet request(Workitem workitem, DataSet study) {
        return new DataSet()
                .put(Tag.StudyInstanceUID, workitem.studyInstanceUid())
                .copyFrom(study, Tag.AccessionNumber, Tag.StudyDescription);
    }

    private static DataSet performed(Workitem workitem, Instant started) {
        DataSet performed =
                new DataSet()
                        .put(Tag.PerformedProcedureStepStartDateTime, text(started))
                        .putItems(
                                Tag.PerformedWorkitemCodeSequence,
                                code("110005", "DCM", "Interpretation"))
                        .putItems(Tag.OutputInformationSequence);
        workitem.performer()
                .ifPresent(name ->
                        performed.putItems(
                                Tag.ActualHumanPerformersSequence,
                                new DataSet().put(Tag.HumanPerformerName, name)));
        if (workitem.state() == WorkitemState.COMPLETED) {
            performed.put(Tag.PerformedProcedureStepEndDateTime, text(workitem.changedAt()));
        }
        return performed;
    }

    private static DataSet code(String value, String scheme, String meaning) {
        return new DataSet()
                .put(Tag.CodeValue, value)
                .put(Tag.CodingSchemeDesignator, scheme)
                .put(Tag.CodeMeaning, meaning);
    }

    private static String priority(Urgency urgency) {
        return switch (urgency) {
            case CRITICAL -> "HIGH";
            case URGENT -> "MEDIUM";
            case ROUTINE -> "LOW";
        };
    }

    private static String text(Instant at) {
        return DATE_TIME.format(at);
    }
}
