package org.radbridge.ingest.qido;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.radbridge.dicom.data.Tag;

/** The attributes that have columns, with the SQL of their values. */
enum IndexedAttribute {
    PATIENT_NAME(Tag.PatientName, Level.STUDY, Kind.PERSON_NAME, "p.name"),
    PATIENT_ID(Tag.PatientID, Level.STUDY, Kind.TEXT, "p.value"),
    ISSUER_OF_PATIENT_ID(Tag.IssuerOfPatientID, Level.STUDY, Kind.TEXT, "p.issuer"),
    PATIENT_BIRTH_DATE(Tag.PatientBirthDate, Level.STUDY, Kind.DATE, "p.birth_date"),
    PATIENT_SEX(Tag.PatientSex, Level.STUDY, Kind.TEXT, "p.sex"),
    STUDY_INSTANCE_UID(Tag.StudyInstanceUID, Level.STUDY, Kind.TEXT, "s.study_instance_uid"),
    ACCESSION_NUMBER(Tag.AccessionNumber, Level.STUDY, Kind.TEXT, "s.accession_number"),
    STUDY_DATE(Tag.StudyDate, Level.STUDY, Kind.DATE, "s.study_date"),
    STUDY_TIME(Tag.StudyTime, Level.STUDY, Kind.TIME, "s.study_time"),
    STUDY_ID(Tag.StudyID, Level.STUDY, Kind.TEXT, "s.study_id"),
    STUDY_DESCRIPTION(Tag.StudyDescription, Level.STUDY, Kind.TEXT, "s.description"),
    REFERRING_PHYSICIAN(
            Tag.ReferringPhysicianName, Level.STUDY, Kind.PERSON_NAME, "s.referring_physician"),
    MODALITIES_IN_STUDY(Tag.ModalitiesInStudy, Level.STUDY, Kind.OF_SERIES, "x.modality"),
    SOP_CLASSES_IN_STUDY(Tag.SOPClassesInStudy, Level.STUDY, Kind.OF_INSTANCES, "x.sop_class_uid"),
    SERIES_INSTANCE_UID(Tag.SeriesInstanceUID, Level.SERIES, Kind.TEXT, "e.series_instance_uid"),
    MODALITY(Tag.Modality, Level.SERIES, Kind.TEXT, "e.modality"),
    SERIES_NUMBER(Tag.SeriesNumber, Level.SERIES, Kind.INTEGER, "e.series_number"),
    SERIES_DESCRIPTION(Tag.SeriesDescription, Level.SERIES, Kind.TEXT, "e.description"),
    BODY_PART_EXAMINED(Tag.BodyPartExamined, Level.SERIES, Kind.TEXT, "e.body_part"),
    PROTOCOL_NAME(Tag.ProtocolName, Level.SERIES, Kind.TEXT, "e.protocol"),
    STATION_NAME(Tag.StationName, Level.SERIES, Kind.TEXT, "e.station"),
    SOP_INSTANCE_UID(Tag.SOPInstanceUID, Level.INSTANCE, Kind.IDENTITY, "d.sop_instance_uid"),
    SOP_CLASS_UID(Tag.SOPClassUID, Level.INSTANCE, Kind.TEXT, "i.sop_class_uid"),
    AVAILABLE_TRANSFER_SYNTAX_UID(
            Tag.AvailableTransferSyntaxUID, Level.INSTANCE, Kind.TEXT, "i.transfer_syntax_uid"),
    INSTANCE_NUMBER(Tag.InstanceNumber, Level.INSTANCE, Kind.INTEGER, "i.instance_number");

    /** How values of a column are compared. */
    enum Kind {
        TEXT,
        PERSON_NAME,
        DATE,
        TIME,
        INTEGER,
        /** A column of the study's series: one of them must match. */
        OF_SERIES,
        /** A column of the study's instances: one of them must match. */
        OF_INSTANCES,
        /**
         * The table that has each SOP Instance UID once, whatever partition its instance lies in.
         */
        IDENTITY
    }

    private static final Map<Integer, IndexedAttribute> BY_TAG =
            Arrays.stream(values())
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    IndexedAttribute::tag, Function.identity()));

    private static final String PATIENT_COLUMN = "p.";

    private final int tag;
    private final Level level;
    private final Kind kind;
    private final String sql;

    IndexedAttribute(int tag, Level level, Kind kind, String sql) {
        this.tag = tag;
        this.level = level;
        this.kind = kind;
        this.sql = sql;
    }

    static Optional<IndexedAttribute> of(AttributePath path) {
        return path.isOutermost()
                ? Optional.ofNullable(BY_TAG.get(path.first()))
                : Optional.empty();
    }

    int tag() {
        return tag;
    }

    Level level() {
        return level;
    }

    Kind kind() {
        return kind;
    }

    /** Whether its column is the patient's. */
    boolean isOfPatient() {
        return sql.startsWith(PATIENT_COLUMN);
    }

    String sql() {
        return sql;
    }
}
