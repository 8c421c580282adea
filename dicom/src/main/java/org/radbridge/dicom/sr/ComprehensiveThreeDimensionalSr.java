package org.radbridge.dicom.sr;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.sr.MeasurementReport.AlgorithmResult;

/**
 * The Comprehensive 3D SR IOD (PS3.3 section A.35.13) for results of algorithms. The document is
 * UNVERIFIED and, until a person has reviewed it, PRELIMINARY.
 */
public final class ComprehensiveThreeDimensionalSr {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xx", Locale.ROOT);
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmssxx", Locale.ROOT);

    /** Attributes of the Patient module that are kept when the source has them. */
    private static final int[] PATIENT_IF_PRESENT = {
        Tag.IssuerOfPatientID,
        Tag.IssuerOfPatientIDQualifiersSequence,
        Tag.OtherPatientIDsSequence,
        Tag.PatientBirthTime,
        Tag.EthnicGroup
    };

    /** Kept together: the first demands one of the others (PS3.3 section C.7.1.1). */
    private static final int[] DEIDENTIFICATION = {
        Tag.PatientIdentityRemoved,
        Tag.DeidentificationMethod,
        Tag.DeidentificationMethodCodeSequence
    };

    /** Attributes of the Study modules that are kept when the source has them. */
    private static final int[] STUDY_IF_PRESENT = {
        Tag.StudyDescription,
        Tag.ProcedureCodeSequence,
        Tag.IssuerOfAccessionNumberSequence,
        Tag.PatientAge,
        Tag.PatientSize,
        Tag.PatientWeight
    };

    private ComprehensiveThreeDimensionalSr() {}

    /**
     * The document of a Measurement Report (TID 1500).
     *
     * @throws InvalidValueException when the source has no Study Instance UID
     */
    public static DataSet write(SrDocument document, MeasurementReport report) {
        ContentItem.Container content = MeasurementReportTemplate.layOut(report);
        List<AlgorithmIdentification> algorithms =
                report.results().stream().map(AlgorithmResult::algorithm).distinct().toList();
        return write(document, content, algorithms);
    }

    /** A document with any content tree. */
    public static DataSet write(
            SrDocument document,
            ContentItem.Container content,
            List<AlgorithmIdentification> algorithms) {
        DataSet dataSet = ContentTreeWriter.write(content);
        addPatient(document.source(), dataSet);
        addStudy(document.source(), dataSet);
        addSeries(document, dataSet);
        addEquipment(document.equipment(), dataSet);
        addDocument(document, content, dataSet);
        addSopCommon(document, algorithms, dataSet);
        return dataSet;
    }

    private static void addPatient(DataSet source, DataSet target) {
        target.put(Tag.PatientName)
                .put(Tag.PatientID)
                .put(Tag.PatientBirthDate)
                .put(Tag.PatientSex);
        target.copyFrom(
                source, Tag.PatientName, Tag.PatientID, Tag.PatientBirthDate, Tag.PatientSex);
        copyValues(source, PATIENT_IF_PRESENT, target);
        boolean methodKnown =
                source.containsValue(Tag.DeidentificationMethod)
                        || source.containsValue(Tag.DeidentificationMethodCodeSequence);
        if (methodKnown) {
            copyValues(source, DEIDENTIFICATION, target);
        }
    }

    private static void copyValues(DataSet source, int[] tags, DataSet target) {
        for (int tag : tags) {
            if (source.containsValue(tag)) {
                target.copyFrom(source, tag);
            }
        }
    }

    private static void addStudy(DataSet source, DataSet target) {
        target.put(Tag.StudyDate)
                .put(Tag.StudyTime)
                .put(Tag.ReferringPhysicianName)
                .put(Tag.StudyID)
                .put(Tag.AccessionNumber);
        target.copyFrom(
                source,
                Tag.StudyInstanceUID,
                Tag.StudyDate,
                Tag.StudyTime,
                Tag.ReferringPhysicianName,
                Tag.StudyID,
                Tag.AccessionNumber);
        copyValues(source, STUDY_IF_PRESENT, target);
    }

    private static void addSeries(SrDocument document, DataSet target) {
        target.put(Tag.Modality, "SR")
                .put(Tag.SeriesInstanceUID, document.seriesInstanceUid())
                .putInts(Tag.SeriesNumber, document.seriesNumber())
                .put(Tag.SeriesDescription, document.seriesDescription())
                .put(Tag.SeriesDate, DATE.format(document.contentTime()))
                .put(Tag.SeriesTime, TIME.format(document.contentTime()))
                .putItems(Tag.ReferencedPerformedProcedureStepSequence);
    }

    private static void addEquipment(SrDocument.Equipment equipment, DataSet target) {
        target.put(Tag.Manufacturer, equipment.manufacturer())
                .put(Tag.ManufacturerModelName, equipment.modelName())
                .put(Tag.DeviceSerialNumber, equipment.deviceSerialNumber())
                .put(Tag.SoftwareVersions, equipment.softwareVersion());
    }

    private static void addDocument(
            SrDocument document, ContentItem.Container content, DataSet target) {
        OffsetDateTime time = document.contentTime();
        ReferencedInstances evidence = new ReferencedInstances();
        evidence.addAll(content);
        target.putInts(Tag.InstanceNumber, document.instanceNumber())
                .put(Tag.CompletionFlag, document.completion().name())
                .put(Tag.VerificationFlag, "UNVERIFIED")
                .put(Tag.PreliminaryFlag, "PRELIMINARY")
                .put(Tag.ContentDate, DATE.format(time))
                .put(Tag.ContentTime, TIME.format(time))
                .putItems(Tag.PerformedProcedureCodeSequence);
        addEvidence(evidence, studyOf(document.source()), target);
        if (!document.predecessors().isEmpty()) {
            ReferencedInstances predecessors = new ReferencedInstances();
            document.predecessors()
                    .forEach(one ->
                            predecessors.add(
                                    one.studyInstanceUid(),
                                    one.seriesInstanceUid(),
                                    one.sopClassUid(),
                                    one.sopInstanceUid()));
            target.putItems(Tag.PredecessorDocumentsSequence, predecessors.toItems());
        }
    }

    /**
     * Images of this study apart from those of others, priors for example (PS3.3 section C.17.2.3).
     */
    private static void addEvidence(ReferencedInstances evidence, String study, DataSet target) {
        List<DataSet> current = evidence.toItems(study::equals);
        if (!current.isEmpty()) {
            target.putItems(Tag.CurrentRequestedProcedureEvidenceSequence, current);
        }
        List<DataSet> other = evidence.toItems(uid -> !uid.equals(study));
        if (!other.isEmpty()) {
            target.putItems(Tag.PertinentOtherEvidenceSequence, other);
        }
    }

    private static String studyOf(DataSet source) {
        return source.string(Tag.StudyInstanceUID)
                .orElseThrow(() ->
                        new InvalidValueException(
                                Tag.StudyInstanceUID, "the source object has none"));
    }

    private static void addSopCommon(
            SrDocument document, List<AlgorithmIdentification> algorithms, DataSet target) {
        OffsetDateTime time = document.contentTime();
        target.put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .put(Tag.SOPClassUID, Uid.Comprehensive3DSRStorage)
                .put(Tag.SOPInstanceUID, document.sopInstanceUid())
                .put(Tag.InstanceCreationDate, DATE.format(time))
                .put(Tag.InstanceCreationTime, TIME.format(time))
                .put(Tag.TimezoneOffsetFromUTC, OFFSET.format(time))
                .putItems(
                        Tag.ContributingEquipmentSequence,
                        algorithms.stream()
                                .map(algorithm -> contributingEquipment(algorithm, time))
                                .toList());
    }

    /** IHE AI Results: the algorithm as Processing Equipment with its own Device UID. */
    private static DataSet contributingEquipment(
            AlgorithmIdentification algorithm, OffsetDateTime time) {
        return new DataSet()
                .putItems(
                        Tag.PurposeOfReferenceCodeSequence, Concepts.PROCESSING_EQUIPMENT.toItem())
                .put(Tag.Manufacturer, algorithm.manufacturer())
                .put(Tag.ManufacturerModelName, algorithm.modelName())
                .put(Tag.SoftwareVersions, algorithm.version())
                .put(Tag.DeviceUID, algorithm.deviceUid())
                .put(Tag.ContributionDateTime, DATE_TIME.format(time));
    }
}
