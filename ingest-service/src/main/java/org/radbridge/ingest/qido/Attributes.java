package org.radbridge.ingest.qido;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.radbridge.dicom.data.Tag;

/** Which attributes the results of each level have (PS3.18 tables 10.6.3-3 to 10.6.3-5). */
final class Attributes {

    /**
     * The Patient and Study levels' attributes of PS3.4 section C.6, as far as objects carry them.
     */
    private static final Set<Integer> OF_STUDY =
            Set.of(
                    Tag.StudyDate,
                    Tag.StudyTime,
                    Tag.AccessionNumber,
                    Tag.IssuerOfAccessionNumberSequence,
                    Tag.StudyDescription,
                    Tag.ProcedureCodeSequence,
                    Tag.ReferringPhysicianName,
                    Tag.ReferringPhysicianIdentificationSequence,
                    Tag.PhysiciansOfRecord,
                    Tag.NameOfPhysiciansReadingStudy,
                    Tag.AdmittingDiagnosesDescription,
                    Tag.AdmittingDiagnosesCodeSequence,
                    Tag.ReferencedStudySequence,
                    Tag.TimezoneOffsetFromUTC,
                    Tag.StudyInstanceUID,
                    Tag.StudyID,
                    Tag.RequestingService,
                    Tag.ReasonForPerformedProcedureCodeSequence,
                    Tag.ReasonForVisit);

    private static final int PATIENT_GROUP = 0x0010;

    private static final Set<Integer> OF_SERIES =
            Set.of(
                    Tag.SpecificCharacterSet,
                    Tag.SeriesDate,
                    Tag.SeriesTime,
                    Tag.Modality,
                    Tag.Manufacturer,
                    Tag.InstitutionName,
                    Tag.InstitutionAddress,
                    Tag.TimezoneOffsetFromUTC,
                    Tag.StationName,
                    Tag.SeriesDescription,
                    Tag.SeriesDescriptionCodeSequence,
                    Tag.InstitutionalDepartmentName,
                    Tag.PerformingPhysicianName,
                    Tag.OperatorsName,
                    Tag.ManufacturerModelName,
                    Tag.ReferencedPerformedProcedureStepSequence,
                    Tag.BodyPartExamined,
                    Tag.ProtocolName,
                    Tag.DeviceSerialNumber,
                    Tag.SoftwareVersions,
                    Tag.PatientPosition,
                    Tag.SeriesInstanceUID,
                    Tag.SeriesNumber,
                    Tag.Laterality,
                    Tag.FrameOfReferenceUID,
                    Tag.PerformedProcedureStepStartDate,
                    Tag.PerformedProcedureStepStartTime,
                    Tag.PerformedProcedureStepID,
                    Tag.PerformedProcedureStepDescription,
                    Tag.RequestAttributesSequence);

    /** What a series always tells beside its columns. */
    private static final Set<Integer> ALWAYS_OF_SERIES =
            Set.of(
                    Tag.TimezoneOffsetFromUTC,
                    Tag.PerformedProcedureStepStartDate,
                    Tag.PerformedProcedureStepStartTime,
                    Tag.RequestAttributesSequence);

    /** What an instance always tells beside its columns. */
    private static final Set<Integer> ALWAYS_OF_INSTANCE =
            Set.of(
                    Tag.TimezoneOffsetFromUTC,
                    Tag.Rows,
                    Tag.Columns,
                    Tag.BitsAllocated,
                    Tag.NumberOfFrames);

    private Attributes() {}

    /** Whether a search has to read metadata for what it returns. */
    static boolean needMetadata(SearchRequest request) {
        return request.level() != Level.STUDY
                || request.includeAll()
                || !asked(request).stream().allMatch(Attributes::isTold);
    }

    /** Whether an attribute's value comes from a column or a count. */
    private static boolean isTold(int tag) {
        return switch (tag) {
            case Tag.SpecificCharacterSet,
                    Tag.InstanceAvailability,
                    Tag.RetrieveURL,
                    Tag.NumberOfPatientRelatedStudies,
                    Tag.NumberOfPatientRelatedSeries,
                    Tag.NumberOfPatientRelatedInstances,
                    Tag.NumberOfStudyRelatedSeries,
                    Tag.NumberOfStudyRelatedInstances,
                    Tag.NumberOfSeriesRelatedInstances ->
                    true;
            default -> column(tag).isPresent();
        };
    }

    private static Optional<IndexedAttribute> column(int tag) {
        return IndexedAttribute.of(new AttributePath(java.util.List.of(tag)));
    }

    /** The outermost tags that keys and includefield name. */
    private static Set<Integer> asked(SearchRequest request) {
        Set<Integer> tags = new HashSet<>();
        request.include().forEach(path -> tags.add(path.first()));
        request.keys().forEach(key -> tags.add(key.attribute().first()));
        return tags;
    }

    /** The tags to take from an instance's metadata for a result. */
    static TagChoice fromMetadata(SearchRequest request) {
        Set<Integer> tags = asked(request);
        if (request.returns(Level.SERIES)) {
            tags.addAll(ALWAYS_OF_SERIES);
        }
        if (request.level() == Level.INSTANCE) {
            tags.addAll(ALWAYS_OF_INSTANCE);
        }
        if (!request.includeAll()) {
            return tags::contains;
        }
        return switch (request.level()) {
            case STUDY -> tag -> tags.contains(tag) || isOfStudy(tag);
            case SERIES -> tag -> tags.contains(tag) || OF_SERIES.contains(tag);
            case INSTANCE -> _ -> true;
        };
    }

    private static boolean isOfStudy(int tag) {
        return tag >>> 16 == PATIENT_GROUP || OF_STUDY.contains(tag);
    }

    /** Chooses outermost attributes. */
    interface TagChoice {
        boolean takes(int tag);
    }
}
