package org.radbridge.fhirmapper.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;

/**
 * A study as its instances describe it.
 *
 * @param header the patient's and the study's elements, those of {@link #HEADER} that the first
 *     instance has; text already decoded
 * @param series the series, by number, then UID
 */
public record StudyMetadata(DataSet header, List<Series> series) {

    /** Elements of the Patient and General Study modules (PS3.3 C.7.1.1, C.7.2.1) that we use. */
    private static final int[] HEADER = {
        Tag.SpecificCharacterSet,
        Tag.StudyDate,
        Tag.StudyTime,
        Tag.AccessionNumber,
        Tag.ReferringPhysicianName,
        Tag.TimezoneOffsetFromUTC,
        Tag.StudyDescription,
        Tag.ProcedureCodeSequence,
        Tag.IssuerOfAccessionNumberSequence,
        Tag.PatientName,
        Tag.PatientID,
        Tag.IssuerOfPatientID,
        Tag.IssuerOfPatientIDQualifiersSequence,
        Tag.OtherPatientIDsSequence,
        Tag.PatientBirthDate,
        Tag.PatientSex,
        Tag.PatientAge,
        Tag.PatientSize,
        Tag.PatientWeight,
        Tag.StudyInstanceUID,
        Tag.StudyID,
    };

    public StudyMetadata {
        series = List.copyOf(series);
    }

    /**
     * A series.
     *
     * @param uid (0020,000E)
     * @param number (0020,0011)
     * @param modality (0008,0060)
     * @param description (0008,103E)
     * @param bodyPartExamined (0018,0015)
     * @param laterality (0020,0060): {@code L} or {@code R}
     * @param instances by number, then UID
     */
    public record Series(
            String uid,
            @Nullable Integer number,
            @Nullable String modality,
            @Nullable String description,
            @Nullable String bodyPartExamined,
            @Nullable String laterality,
            List<Instance> instances) {
        public Series {
            instances = List.copyOf(instances);
        }
    }

    /**
     * An instance.
     *
     * @param uid (0008,0018)
     * @param sopClassUid (0008,0016)
     * @param number (0020,0013)
     */
    public record Instance(String uid, String sopClassUid, @Nullable Integer number) {}

    /**
     * Gathers a study from one data set per instance.
     *
     * @throws MissingStudyException when there is no instance, or one without its UIDs
     */
    public static StudyMetadata of(List<DataSet> instances) {
        if (instances.isEmpty()) {
            throw new MissingStudyException("the archive names no instance of the study");
        }
        Map<String, List<DataSet>> bySeries = new LinkedHashMap<>();
        for (DataSet instance : instances) {
            bySeries.computeIfAbsent(
                            required(instance, Tag.SeriesInstanceUID, "Series Instance UID"),
                            _ -> new ArrayList<>())
                    .add(instance);
        }
        List<Series> series =
                bySeries.entrySet().stream()
                        .map(entry -> series(entry.getKey(), entry.getValue()))
                        .sorted(
                                Comparator.comparing(
                                                Series::number,
                                                Comparator.nullsLast(Comparator.naturalOrder()))
                                        .thenComparing(Series::uid))
                        .toList();
        DataSet header = new DataSet().copyFrom(instances.getFirst(), HEADER);
        return new StudyMetadata(header, series);
    }

    /** How many instances all series hold. */
    public int instanceCount() {
        return series.stream().mapToInt(s -> s.instances().size()).sum();
    }

    private static Series series(String uid, List<DataSet> members) {
        DataSet first = members.getFirst();
        List<Instance> instances =
                members.stream()
                        .map(StudyMetadata::instance)
                        .sorted(
                                Comparator.comparing(
                                                Instance::number,
                                                Comparator.nullsLast(Comparator.naturalOrder()))
                                        .thenComparing(Instance::uid))
                        .toList();
        return new Series(
                uid,
                number(first, Tag.SeriesNumber),
                text(first, Tag.Modality),
                text(first, Tag.SeriesDescription),
                text(first, Tag.BodyPartExamined),
                text(first, Tag.Laterality),
                instances);
    }

    private static Instance instance(DataSet instance) {
        return new Instance(
                required(instance, Tag.SOPInstanceUID, "SOP Instance UID"),
                required(instance, Tag.SOPClassUID, "SOP Class UID"),
                number(instance, Tag.InstanceNumber));
    }

    private static String required(DataSet instance, int tag, String name) {
        return instance.string(tag)
                .orElseThrow(() -> new MissingStudyException("an instance has no " + name));
    }

    /**
     * A text value of a data set: no padding, and none of the control characters that neither FHIR
     * nor the database takes; empty when nothing is left.
     */
    public static Optional<String> textOf(DataSet dataSet, int tag) {
        return dataSet.string(tag)
                .map(text -> text.replaceAll("\\p{Cntrl}", "").strip())
                .filter(text -> !text.isEmpty());
    }

    private static @Nullable String text(DataSet instance, int tag) {
        return textOf(instance, tag).orElse(null);
    }

    /** A number that is not one is passed over: it orders and labels, nothing hangs on it. */
    private static @Nullable Integer number(DataSet instance, int tag) {
        return instance.string(tag)
                .map(String::strip)
                .filter(s -> s.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .orElse(null);
    }
}
