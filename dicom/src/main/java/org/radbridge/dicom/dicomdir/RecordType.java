package org.radbridge.dicom.dicomdir;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;

/**
 * Directory record types (PS3.3 table F.4-1) with the keys that section F.5 wants in each: elements
 * that a record has even when the object lacks them, and those it has when the object does.
 */
public enum RecordType {
    PATIENT("PATIENT", keys(Tag.PatientName, Tag.PatientID)),
    STUDY(
            "STUDY",
            keys(
                    Tag.StudyDate,
                    Tag.StudyTime,
                    Tag.StudyDescription,
                    Tag.StudyInstanceUID,
                    Tag.StudyID,
                    Tag.AccessionNumber)),
    SERIES("SERIES", keys(Tag.Modality, Tag.SeriesInstanceUID, Tag.SeriesNumber)),
    IMAGE("IMAGE", keys(Tag.InstanceNumber), Tag.ImageType, Tag.Rows, Tag.Columns),
    SR_DOCUMENT(
            "SR DOCUMENT",
            keys(
                    Tag.InstanceNumber,
                    Tag.CompletionFlag,
                    Tag.VerificationFlag,
                    Tag.ContentDate,
                    Tag.ContentTime,
                    Tag.ConceptNameCodeSequence)),
    KEY_OBJECT_DOC(
            "KEY OBJECT DOC",
            keys(
                    Tag.InstanceNumber,
                    Tag.ContentDate,
                    Tag.ContentTime,
                    Tag.ConceptNameCodeSequence)),
    PRESENTATION(
            "PRESENTATION",
            keys(
                    Tag.PresentationCreationDate,
                    Tag.PresentationCreationTime,
                    Tag.InstanceNumber,
                    Tag.ContentLabel,
                    Tag.ContentDescription,
                    Tag.ContentCreatorName),
            Tag.ReferencedSeriesSequence,
            Tag.BlendingSequence),
    RT_DOSE("RT DOSE", keys(Tag.InstanceNumber, Tag.DoseSummationType)),
    RT_STRUCTURE_SET(
            "RT STRUCTURE SET",
            keys(
                    Tag.InstanceNumber,
                    Tag.StructureSetLabel,
                    Tag.StructureSetDate,
                    Tag.StructureSetTime)),
    RT_PLAN("RT PLAN", keys(Tag.InstanceNumber, Tag.RTPlanLabel, Tag.RTPlanDate, Tag.RTPlanTime)),
    RT_TREAT_RECORD(
            "RT TREAT RECORD", keys(Tag.InstanceNumber, Tag.TreatmentDate, Tag.TreatmentTime)),
    WAVEFORM("WAVEFORM", keys(Tag.InstanceNumber, Tag.ContentDate, Tag.ContentTime)),
    RAW_DATA("RAW DATA", keys(Tag.InstanceNumber, Tag.ContentDate, Tag.ContentTime)),
    REGISTRATION(
            "REGISTRATION",
            keys(
                    Tag.ContentDate,
                    Tag.ContentTime,
                    Tag.InstanceNumber,
                    Tag.ContentLabel,
                    Tag.ContentDescription,
                    Tag.ContentCreatorName)),
    FIDUCIAL(
            "FIDUCIAL",
            keys(
                    Tag.ContentDate,
                    Tag.ContentTime,
                    Tag.InstanceNumber,
                    Tag.ContentLabel,
                    Tag.ContentDescription,
                    Tag.ContentCreatorName)),
    ENCAP_DOC(
            "ENCAP DOC",
            keys(
                    Tag.ContentDate,
                    Tag.ContentTime,
                    Tag.InstanceNumber,
                    Tag.DocumentTitle,
                    Tag.ConceptNameCodeSequence,
                    Tag.MIMETypeOfEncapsulatedDocument),
            Tag.HL7InstanceIdentifier),
    SPECTROSCOPY(
            "SPECTROSCOPY",
            keys(Tag.ImageType, Tag.ContentDate, Tag.ContentTime, Tag.InstanceNumber),
            Tag.NumberOfFrames,
            Tag.Rows,
            Tag.Columns);

    /** SOP classes that are no images; what is not here and has rows is an IMAGE. */
    private static final Map<String, RecordType> BY_SOP_CLASS =
            Map.ofEntries(
                    Map.entry(Uid.KeyObjectSelectionDocumentStorage, KEY_OBJECT_DOC),
                    Map.entry(Uid.RTDoseStorage, RT_DOSE),
                    Map.entry(Uid.RTStructureSetStorage, RT_STRUCTURE_SET),
                    Map.entry(Uid.RTPlanStorage, RT_PLAN),
                    Map.entry(Uid.RTIonPlanStorage, RT_PLAN),
                    Map.entry(Uid.RTBeamsTreatmentRecordStorage, RT_TREAT_RECORD),
                    Map.entry(Uid.RTIonBeamsTreatmentRecordStorage, RT_TREAT_RECORD),
                    Map.entry(Uid.RTBrachyTreatmentRecordStorage, RT_TREAT_RECORD),
                    Map.entry(Uid.RTTreatmentSummaryRecordStorage, RT_TREAT_RECORD),
                    Map.entry(Uid.RawDataStorage, RAW_DATA),
                    Map.entry(Uid.SpatialRegistrationStorage, REGISTRATION),
                    Map.entry(Uid.DeformableSpatialRegistrationStorage, REGISTRATION),
                    Map.entry(Uid.SpatialFiducialsStorage, FIDUCIAL),
                    Map.entry(Uid.MRSpectroscopyStorage, SPECTROSCOPY),
                    Map.entry(Uid.EncapsulatedPDFStorage, ENCAP_DOC),
                    Map.entry(Uid.EncapsulatedCDAStorage, ENCAP_DOC),
                    Map.entry(Uid.EncapsulatedSTLStorage, ENCAP_DOC));

    private static final String STRUCTURED_REPORTS = "1.2.840.10008.5.1.4.1.1.88.";
    private static final String PRESENTATION_STATES = "1.2.840.10008.5.1.4.1.1.11.";
    private static final String WAVEFORMS = "1.2.840.10008.5.1.4.1.1.9.";

    private final String term;
    private final int[] required;
    private final int[] optional;

    RecordType(String term, int[] required, int... optional) {
        this.term = term;
        this.required = required;
        this.optional = optional;
    }

    private static int[] keys(int... tags) {
        return tags;
    }

    /** The type of an object's own record; empty when the object is none that PS3.3 lists. */
    static Optional<RecordType> of(String sopClassUid, DataSet dataSet) {
        RecordType known = BY_SOP_CLASS.get(sopClassUid);
        if (known != null) {
            return Optional.of(known);
        }
        if (sopClassUid.startsWith(STRUCTURED_REPORTS)) {
            return Optional.of(SR_DOCUMENT);
        }
        if (sopClassUid.startsWith(PRESENTATION_STATES)) {
            return Optional.of(PRESENTATION);
        }
        if (sopClassUid.startsWith(WAVEFORMS)) {
            return Optional.of(WAVEFORM);
        }
        return dataSet.contains(Tag.Rows) ? Optional.of(IMAGE) : Optional.empty();
    }

    /** (0004,1430). */
    public String term() {
        return term;
    }

    /** A record's keys, taken from an object. */
    DataSet keysOf(DataSet object) {
        DataSet record = new DataSet().copyFrom(object, Tag.SpecificCharacterSet);
        Arrays.stream(required)
                .filter(tag -> !object.contains(tag))
                .forEach(tag -> empty(record, tag));
        return record.copyFrom(object, required).copyFrom(object, optional);
    }

    private static void empty(DataSet record, int tag) {
        if (tag == Tag.ConceptNameCodeSequence) {
            record.putItems(tag);
        } else {
            record.put(tag);
        }
    }
}
