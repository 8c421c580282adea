package org.radbridge.ingest.receive;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.Tag;
import org.radbridge.ingest.index.InstanceHeader;
import org.radbridge.ingest.index.PatientHeader;
import org.radbridge.ingest.index.SeriesHeader;
import org.radbridge.ingest.index.StudyHeader;

/**
 * Takes from a data set what a storage service needs, and refuses one that lacks it: the UIDs of
 * study, series, instance and SOP class, and the modality. Everything else may be missing or wrong;
 * vendors differ.
 *
 * @param defaultIssuer who issued a Patient ID without Issuer of Patient ID (0010,0021)
 */
public record HeaderReader(String defaultIssuer) {
    /**
     * The issuer of the identifiers that stand in for a missing Patient ID: the study's own UID, so
     * that two nameless patients are never taken for one.
     */
    public static final String UNIDENTIFIED = "urn:radbridge:unidentified";

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /**
     * Reads the header.
     *
     * @throws RefusedException when something needed is missing or not what it should be
     */
    InstanceHeader read(DataSet dataSet) {
        String studyUid = uid(dataSet, Tag.StudyInstanceUID);
        return new InstanceHeader(
                patient(dataSet, studyUid),
                study(dataSet, studyUid),
                series(dataSet),
                uid(dataSet, Tag.SOPInstanceUID),
                uid(dataSet, Tag.SOPClassUID),
                number(dataSet, Tag.InstanceNumber));
    }

    private PatientHeader patient(DataSet dataSet, String studyUid) {
        PatientIdentifier identifier =
                text(dataSet, Tag.PatientID)
                        .map(value -> new PatientIdentifier(issuer(dataSet), value))
                        .orElseGet(() -> new PatientIdentifier(UNIDENTIFIED, studyUid));
        return new PatientHeader(
                identifier,
                optional(dataSet, Tag.PatientName),
                optional(dataSet, Tag.PatientBirthDate),
                optional(dataSet, Tag.PatientSex));
    }

    private String issuer(DataSet dataSet) {
        return text(dataSet, Tag.IssuerOfPatientID).orElse(defaultIssuer);
    }

    private static StudyHeader study(DataSet dataSet, String uid) {
        return new StudyHeader(
                uid,
                optional(dataSet, Tag.AccessionNumber),
                optional(dataSet, Tag.StudyDate),
                optional(dataSet, Tag.StudyTime),
                optional(dataSet, Tag.StudyID),
                optional(dataSet, Tag.StudyDescription),
                optional(dataSet, Tag.ReferringPhysicianName));
    }

    private static SeriesHeader series(DataSet dataSet) {
        String modality = text(dataSet, Tag.Modality).orElseThrow(() -> missing(Tag.Modality));
        return new SeriesHeader(
                uid(dataSet, Tag.SeriesInstanceUID),
                modality,
                number(dataSet, Tag.SeriesNumber),
                optional(dataSet, Tag.SeriesDescription),
                optional(dataSet, Tag.BodyPartExamined),
                optional(dataSet, Tag.ProtocolName),
                optional(dataSet, Tag.StationName),
                priority(dataSet));
    }

    private static @Nullable String priority(DataSet dataSet) {
        return text(dataSet, Tag.RequestedProcedurePriority)
                .or(() -> text(dataSet, Tag.StudyPriorityID))
                .orElse(null);
    }

    private static String uid(DataSet dataSet, int tag) {
        String uid = text(dataSet, tag).orElseThrow(() -> missing(tag));
        if (!InstanceIdentifiers.isPlausible(uid)) {
            throw new RefusedException(
                    RefusalReason.IDENTIFIER_INVALID, Dictionary.format(tag) + " is not a UID");
        }
        return uid;
    }

    private static RefusedException missing(int tag) {
        return new RefusedException(
                RefusalReason.IDENTIFIER_MISSING, Dictionary.format(tag) + " has no value");
    }

    private static @Nullable String optional(DataSet dataSet, int tag) {
        return text(dataSet, tag).orElse(null);
    }

    /** Without control characters, which PostgreSQL's text does not take and no header needs. */
    private static Optional<String> text(DataSet dataSet, int tag) {
        try {
            return dataSet.string(tag)
                    .map(value -> CONTROL.matcher(value).replaceAll(" ").strip())
                    .filter(value -> !value.isEmpty());
        } catch (InvalidValueException notText) {
            return Optional.empty();
        }
    }

    private static @Nullable Integer number(DataSet dataSet, int tag) {
        try {
            var number = dataSet.integer(tag);
            return number.isPresent() ? number.getAsInt() : null;
        } catch (InvalidValueException notANumber) {
            return null;
        }
    }
}
