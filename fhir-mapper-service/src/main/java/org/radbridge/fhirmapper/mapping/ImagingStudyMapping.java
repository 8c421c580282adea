package org.radbridge.fhirmapper.mapping;

import java.util.Objects;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.Endpoint.EndpointStatus;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.ImagingStudy.ImagingStudySeriesComponent;
import org.hl7.fhir.r4.model.ImagingStudy.ImagingStudyStatus;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.Tag;
import org.radbridge.fhirmapper.study.StudyMetadata;

/** A study and where its images are, as FHIR's mapping of ImagingStudy to DICOM has it. */
final class ImagingStudyMapping {
    private ImagingStudyMapping() {}

    static ImagingStudy imagingStudy(
            String studyInstanceUid,
            @Nullable String accessionNumber,
            StudyMetadata metadata,
            StudyReferences references,
            MappingSettings settings) {
        ImagingStudy study = new ImagingStudy();
        study.setId(ResourceIds.imagingStudy(studyInstanceUid));
        study.addIdentifier(StudyReferences.uid(studyInstanceUid));
        if (accessionNumber != null) {
            study.addIdentifier(StudyReferences.accession(accessionNumber));
            study.addBasedOn(StudyReferences.order(accessionNumber));
        }
        study.setStatus(ImagingStudyStatus.AVAILABLE);
        study.setSubject(references.patient());
        metadata.series().stream()
                .map(StudyMetadata.Series::modality)
                .filter(Objects::nonNull)
                .distinct()
                .map(ModalityCodes::coding)
                .forEach(study::addModality);
        DicomValues.studyStart(metadata.header(), settings.zone())
                .ifPresent(study::setStartedElement);
        study.addEndpoint(references.endpoint());
        study.setNumberOfSeries(metadata.series().size());
        study.setNumberOfInstances(metadata.instanceCount());
        StudyMetadata.textOf(metadata.header(), Tag.StudyDescription)
                .ifPresent(study::setDescription);
        metadata.series().forEach(series -> study.addSeries(series(series)));
        return study;
    }

    /** The archive's DICOMweb root. */
    static Endpoint endpoint(MappingSettings settings) {
        Endpoint endpoint = new Endpoint();
        endpoint.setId(ResourceIds.endpoint(settings.dicomWebBase()));
        endpoint.setStatus(EndpointStatus.ACTIVE);
        endpoint.setConnectionType(
                new Coding(CodeSystems.CONNECTION_TYPE, "dicom-wado-rs", "DICOM WADO-RS"));
        endpoint.setName("Radbridge DICOMweb");
        endpoint.addPayloadType()
                .addCoding()
                .setSystem(CodeSystems.DICOM)
                .setCode("113014")
                .setDisplay("Study");
        endpoint.addPayloadMimeType("application/dicom");
        endpoint.setAddress(settings.dicomWebBase());
        return endpoint;
    }

    private static ImagingStudySeriesComponent series(StudyMetadata.Series series) {
        ImagingStudySeriesComponent component = new ImagingStudySeriesComponent();
        component.setUid(series.uid());
        if (series.number() != null) {
            component.setNumber(series.number());
        }
        // Modality is Type 1 in DICOM and 1..1 here: OT, "other", where a vendor left it out.
        component.setModality(
                ModalityCodes.coding(series.modality() == null ? "OT" : series.modality()));
        component.setDescription(series.description());
        component.setNumberOfInstances(series.instances().size());
        if (series.bodyPartExamined() != null) {
            component.setBodySite(BodyParts.coding(series.bodyPartExamined()));
        }
        if (series.laterality() != null) {
            laterality(component, series.laterality());
        }
        for (StudyMetadata.Instance instance : series.instances()) {
            var member = component.addInstance();
            member.setUid(instance.uid());
            member.setSopClass(
                    new Coding()
                            .setSystem(CodeSystems.URI)
                            .setCode("urn:oid:" + instance.sopClassUid()));
            if (instance.number() != null) {
                member.setNumber(instance.number());
            }
        }
        return component;
    }

    private static void laterality(ImagingStudySeriesComponent series, String laterality) {
        switch (laterality) {
            case "L" -> series.setLaterality(new Coding(CodeSystems.SNOMED_CT, "7771000", "Left"));
            case "R" ->
                    series.setLaterality(new Coding(CodeSystems.SNOMED_CT, "24028007", "Right"));
            default -> series.setLaterality(new Coding().setDisplay(laterality));
        }
    }
}
