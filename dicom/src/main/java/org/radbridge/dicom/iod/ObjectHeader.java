package org.radbridge.dicom.iod;

import java.time.OffsetDateTime;
import java.util.List;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.Tag;

/**
 * Everything of a made object but its content: the Patient, General Study, General Series, Enhanced
 * General Equipment and SOP Common modules (PS3.3 sections C.7.1 to C.7.5, C.12.1).
 *
 * @param source an object of the study: the Patient and Study modules are copied from it
 * @param instanceNumber (0020,0013)
 * @param equipment the system that wrote the object
 * @param contentTime when the content was made; its offset becomes Timezone Offset From UTC
 * @param algorithms those whose results it shows, for the Contributing Equipment Sequence
 */
public record ObjectHeader(
        DataSet source,
        String sopClassUid,
        String sopInstanceUid,
        Series series,
        int instanceNumber,
        Equipment equipment,
        OffsetDateTime contentTime,
        List<AlgorithmIdentification> algorithms) {

    private static final ConceptCode PROCESSING_EQUIPMENT =
            ConceptCode.dcm("109102", "Processing Equipment");

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

    public ObjectHeader {
        algorithms = List.copyOf(algorithms);
    }

    /**
     * A series of made objects.
     *
     * @param modality (0008,0060)
     * @param description for a person to read; 64 characters at most
     */
    public record Series(String modality, String uid, int number, String description) {}

    /** The study that the object belongs to. */
    public String studyInstanceUid() {
        return source.string(Tag.StudyInstanceUID)
                .orElseThrow(() ->
                        new InvalidValueException(
                                Tag.StudyInstanceUID, "the source object has none"));
    }

    /** The object itself, as others refer to it. */
    public ImageReference reference() {
        return new ImageReference(studyInstanceUid(), series.uid(), sopClassUid, sopInstanceUid);
    }

    /** The date and time of the content, for modules that repeat it. */
    public Moment moment() {
        return new Moment(contentTime);
    }

    /**
     * The modules, with the content's date, time and number, to be filled further.
     *
     * @throws InvalidValueException when the source has no Study Instance UID
     */
    public DataSet write() {
        DataSet target = new DataSet();
        addPatient(target);
        addStudy(target);
        target.put(Tag.Modality, series.modality())
                .put(Tag.SeriesInstanceUID, series.uid())
                .putInts(Tag.SeriesNumber, series.number())
                .put(Tag.SeriesDescription, series.description())
                .put(Tag.SeriesDate, moment().date())
                .put(Tag.SeriesTime, moment().time());
        equipment.writeTo(target);
        addSopCommon(target);
        return target.putInts(Tag.InstanceNumber, instanceNumber)
                .put(Tag.ContentDate, moment().date())
                .put(Tag.ContentTime, moment().time());
    }

    private void addPatient(DataSet target) {
        target.put(Tag.PatientName)
                .put(Tag.PatientID)
                .put(Tag.PatientBirthDate)
                .put(Tag.PatientSex);
        target.copyFrom(
                source, Tag.PatientName, Tag.PatientID, Tag.PatientBirthDate, Tag.PatientSex);
        copyValues(PATIENT_IF_PRESENT, target);
        boolean methodKnown =
                source.containsValue(Tag.DeidentificationMethod)
                        || source.containsValue(Tag.DeidentificationMethodCodeSequence);
        if (methodKnown) {
            copyValues(DEIDENTIFICATION, target);
        }
    }

    private void addStudy(DataSet target) {
        target.put(Tag.StudyInstanceUID, studyInstanceUid())
                .put(Tag.StudyDate)
                .put(Tag.StudyTime)
                .put(Tag.ReferringPhysicianName)
                .put(Tag.StudyID)
                .put(Tag.AccessionNumber);
        target.copyFrom(
                source,
                Tag.StudyDate,
                Tag.StudyTime,
                Tag.ReferringPhysicianName,
                Tag.StudyID,
                Tag.AccessionNumber);
        copyValues(STUDY_IF_PRESENT, target);
    }

    private void copyValues(int[] tags, DataSet target) {
        for (int tag : tags) {
            if (source.containsValue(tag)) {
                target.copyFrom(source, tag);
            }
        }
    }

    private void addSopCommon(DataSet target) {
        target.put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .put(Tag.SOPClassUID, sopClassUid)
                .put(Tag.SOPInstanceUID, sopInstanceUid)
                .put(Tag.InstanceCreationDate, moment().date())
                .put(Tag.InstanceCreationTime, moment().time())
                .put(Tag.TimezoneOffsetFromUTC, moment().offset());
        if (!algorithms.isEmpty()) {
            target.putItems(
                    Tag.ContributingEquipmentSequence,
                    algorithms.stream().map(this::contributingEquipment).toList());
        }
    }

    /** IHE AI Results: the algorithm as Processing Equipment with its own Device UID. */
    private DataSet contributingEquipment(AlgorithmIdentification algorithm) {
        return new DataSet()
                .putItems(Tag.PurposeOfReferenceCodeSequence, PROCESSING_EQUIPMENT.toItem())
                .put(Tag.Manufacturer, algorithm.manufacturer())
                .put(Tag.ManufacturerModelName, algorithm.modelName())
                .put(Tag.SoftwareVersions, algorithm.version())
                .put(Tag.DeviceUID, algorithm.deviceUid())
                .put(Tag.ContributionDateTime, moment().dateTime());
    }
}
