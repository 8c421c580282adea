package org.radbridge.fhirmapper.mapping;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.ModelRun;
import org.radbridge.contracts.ResultState;
import org.radbridge.contracts.Urgency;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.fhirmapper.document.Picture;
import org.radbridge.fhirmapper.resource.LabelledResource;
import org.radbridge.fhirmapper.review.Review;
import org.radbridge.fhirmapper.review.ReviewAct;
import org.radbridge.fhirmapper.study.StudyMetadata;

/** All resources of one revision of a study's result. */
public final class ResultMapping {
    private final MappingSettings settings;

    public ResultMapping(MappingSettings settings) {
        this.settings = settings;
    }

    /**
     * Maps a result that nobody has read.
     *
     * @param event the models' answers
     * @param study the study's DICOM metadata
     * @param issued when the answers came
     * @return each resource once, those that others refer to first
     */
    public List<LabelledResource> map(
            InferenceCompleted event, StudyMetadata study, Instant issued) {
        return map(event, study, issued, Review.NONE, TrackingUids.NONE, List.of(), Pictures.NONE);
    }

    /**
     * Maps what radiologists did to a result.
     *
     * @param event the models' answers
     * @param study the study's DICOM metadata
     * @param issued when the answers came
     * @param review what was decided about them, these acts among it
     * @param tracking which lesions its findings are
     * @param acts what was done now
     * @param pictures for the documents
     * @return the result's resources as they are now, and where the change comes from
     */
    public List<LabelledResource> map(
            InferenceCompleted event,
            StudyMetadata study,
            Instant issued,
            Review review,
            TrackingUids tracking,
            List<ReviewAct> acts,
            Pictures pictures) {
        ResultSource source = source(event, study, issued, review, tracking, pictures);
        List<LabelledResource> resources = new ArrayList<>(map(source));
        acts.forEach(act -> resources.add(record(source, ReviewProvenance.of(source, act), true)));
        return resources;
    }

    /** The conclusion of a result's report in plain words, as its DiagnosticReport has it. */
    public String conclusion(
            InferenceCompleted event, StudyMetadata study, Instant issued, Review review) {
        return Conclusion.text(
                source(event, study, issued, review, TrackingUids.NONE, Pictures.NONE));
    }

    /** A result's report as a PDF, as its DiagnosticReport presents it: computation. */
    public byte[] pdf(
            InferenceCompleted event,
            StudyMetadata study,
            Instant issued,
            Review review,
            Pictures pictures) {
        return PresentedForm.pdf(source(event, study, issued, review, TrackingUids.NONE, pictures));
    }

    /** A picture of a finding as a Binary, kept for the documents. */
    public LabelledResource picture(
            InferenceCompleted event, ModelRun run, String label, Picture picture) {
        ResultSource source =
                source(
                        event,
                        new StudyMetadata(new DataSet(), List.of()),
                        Instant.EPOCH,
                        Review.NONE,
                        TrackingUids.NONE,
                        Pictures.NONE);
        Binary binary = new Binary();
        binary.setId(ResourceIds.picture(event.studyInstanceUid(), run, label));
        binary.setContentType("image/jpeg");
        binary.setSecurityContext(source.references().diagnosticReport());
        binary.setData(picture.jpeg());
        return record(source, binary, false);
    }

    private List<LabelledResource> map(ResultSource source) {
        InferenceCompleted event = source.event();
        List<LabelledResource> resources = new ArrayList<>();
        resources.add(LabelledResource.shared(ImagingStudyMapping.endpoint(settings)));
        devices(event).forEach(resources::add);
        resources.add(record(source, patient(source), ResultState.SIGNED, true));
        resources.add(record(source, imagingStudy(source), ResultState.SIGNED, true));
        List<RankedFinding> findings = source.findings();
        Optional<RankedFinding> primary = source.primary();
        for (RankedFinding finding : findings) {
            resources.add(
                    record(
                            source,
                            ObservationMapping.observation(source, finding),
                            primary.filter(finding::equals).isPresent()));
        }
        List<PresentedForm> forms = PresentedForm.of(source);
        // Documents tell every finding: they are not for those who may see the primary one only.
        forms.forEach(form -> resources.add(record(source, form.binary(source), false)));
        resources.add(
                record(source, DiagnosticReportMapping.diagnosticReport(source, forms), true));
        resources.add(
                record(
                        source,
                        DocumentReferenceMapping.documentReference(source, forms.getFirst()),
                        false));
        for (ModelRun run : event.runs()) {
            resources.add(record(source, ProvenanceMapping.provenance(source, run), true));
        }
        resources.add(record(source, TaskMapping.read(source), true));
        return resources;
    }

    /** One per Device UID: a model may have run on several series. */
    private static List<LabelledResource> devices(InferenceCompleted event) {
        Map<String, ModelRun> byDeviceUid = new LinkedHashMap<>();
        event.runs().forEach(run -> byDeviceUid.putIfAbsent(run.deviceUid(), run));
        return byDeviceUid.values().stream()
                .map(DeviceMapping::device)
                .map(LabelledResource::shared)
                .toList();
    }

    private static Resource patient(ResultSource source) {
        return PatientMapping.patient(
                source.event().patient(),
                source.references().patientIdentifier(),
                source.study().header());
    }

    private Resource imagingStudy(ResultSource source) {
        return ImagingStudyMapping.imagingStudy(
                source.event().studyInstanceUid(),
                source.event().accessionNumber(),
                source.study(),
                source.references(),
                settings);
    }

    private ResultSource source(
            InferenceCompleted event,
            StudyMetadata study,
            Instant issued,
            Review review,
            TrackingUids tracking,
            Pictures pictures) {
        StudyReferences references =
                new StudyReferences(event.patient(), event.studyInstanceUid(), settings);
        return new ResultSource(
                event, study, issued, review, tracking, pictures, references, settings);
    }

    private static LabelledResource record(
            ResultSource source, Resource resource, boolean primary) {
        ResultState state =
                source.review().status().signed() ? ResultState.SIGNED : ResultState.UNSIGNED;
        return record(source, resource, state, primary);
    }

    private static LabelledResource record(
            ResultSource source, Resource resource, ResultState state, boolean primary) {
        boolean ofPatient = resource instanceof Patient;
        return new LabelledResource(
                resource,
                state,
                primary,
                ofPatient ? Urgency.ROUTINE : source.event().urgency(),
                source.event().patient().key(),
                ofPatient ? null : source.event().studyInstanceUid(),
                ofPatient ? 0 : source.event().revision());
    }
}
