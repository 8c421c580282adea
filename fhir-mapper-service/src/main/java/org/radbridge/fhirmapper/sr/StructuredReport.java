package org.radbridge.fhirmapper.sr;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.Evidence;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.ModelRun;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.iod.AlgorithmIdentification;
import org.radbridge.dicom.iod.ConceptCode;
import org.radbridge.dicom.iod.ImagePoint;
import org.radbridge.dicom.iod.ImageReference;
import org.radbridge.dicom.sr.ComprehensiveThreeDimensionalSr;
import org.radbridge.dicom.sr.Concepts;
import org.radbridge.dicom.sr.ImagingProcedures;
import org.radbridge.dicom.sr.MeasurementReport;
import org.radbridge.dicom.sr.MeasurementReport.AlgorithmResult;
import org.radbridge.dicom.sr.MeasurementReport.LibraryImage;
import org.radbridge.dicom.sr.Modalities;
import org.radbridge.dicom.sr.ReportedFinding;
import org.radbridge.dicom.sr.ReportedFinding.ImageRegion;
import org.radbridge.dicom.sr.ReportedFinding.Measurement;
import org.radbridge.dicom.sr.SrDocument;
import org.radbridge.dicom.sr.SrDocument.Completion;
import org.radbridge.dicom.sr.SrDocument.PredecessorDocument;
import org.radbridge.dicom.sr.SrDocument.Verification;
import org.radbridge.fhirmapper.evidence.DicomConcepts;
import org.radbridge.fhirmapper.evidence.ObjectAuthor;
import org.radbridge.fhirmapper.evidence.ObjectHeaders;
import org.radbridge.fhirmapper.evidence.ObjectKind;
import org.radbridge.fhirmapper.evidence.ResultObjects;
import org.radbridge.fhirmapper.evidence.ShownFinding;
import org.radbridge.fhirmapper.mapping.MeasuredFigure;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.study.StudyMetadata;

/**
 * A study's result as a Comprehensive 3D SR (TID 1500, IHE AI Results). Pure, and its UIDs are
 * derived: building it again gives the same object.
 */
public final class StructuredReport {
    private final StudyResult result;
    private final InferenceCompleted event;
    private final ResultObjects objects;
    private final ImageReference reference;
    private final ObjectHeaders headers;
    private final ObjectAuthor author;

    /**
     * @param result one that is not withdrawn: there is no report of nothing
     * @param author who makes it
     */
    public StructuredReport(StudyResult result, ObjectAuthor author) {
        this.result = result;
        this.event = result.event();
        this.objects = ResultObjects.of(result);
        this.reference = objects.of(ObjectKind.STRUCTURED_REPORT).getFirst().reference();
        this.headers = new ObjectHeaders(result, author);
        this.author = author;
    }

    public DataSet build() {
        SrDocument document =
                new SrDocument(
                        headers.source(),
                        reference.seriesInstanceUid(),
                        ObjectKind.STRUCTURED_REPORT.seriesNumber(),
                        "Image analysis",
                        reference.sopInstanceUid(),
                        headers.instanceNumber(),
                        headers.equipment(),
                        headers.contentTime(),
                        event.failures().isEmpty() ? Completion.COMPLETE : Completion.PARTIAL,
                        verification(),
                        predecessors());
        return ComprehensiveThreeDimensionalSr.write(
                document,
                new MeasurementReport(
                        Concepts.IMAGING_MEASUREMENT_REPORT,
                        Concepts.ENGLISH,
                        procedures(),
                        library(),
                        event.runs().stream().map(this::algorithmResult).toList(),
                        objects.keyObjects()));
    }

    /** The radiologist who attested it, with the instant that FHIR and HL7 v2 give too. */
    private Optional<Verification> verification() {
        return result.review()
                .signature()
                .map(signature ->
                        new Verification(
                                signature.by().name(),
                                author.organization(),
                                headers.at(signature.at())));
    }

    private List<PredecessorDocument> predecessors() {
        return result
                .replacedSr()
                .map(uid ->
                        new PredecessorDocument(
                                event.studyInstanceUid(),
                                reference.seriesInstanceUid(),
                                Uid.Comprehensive3DSRStorage,
                                uid))
                .stream()
                .toList();
    }

    /** What the order or the modality says was done (121058, "Procedure reported"). */
    private List<ConceptCode> procedures() {
        List<ConceptCode> coded =
                result.study().header().items(Tag.ProcedureCodeSequence).stream()
                        .filter(item -> item.containsValue(Tag.CodeValue))
                        .map(ConceptCode::of)
                        .toList();
        return coded.isEmpty()
                ? analysedSeries()
                        .map(s -> Objects.requireNonNullElse(s.modality(), "OT"))
                        .map(ImagingProcedures::of)
                        .distinct()
                        .toList()
                : coded;
    }

    private Stream<StudyMetadata.Series> analysedSeries() {
        List<String> analysed = event.runs().stream().map(ModelRun::seriesInstanceUid).toList();
        return result.study().series().stream().filter(s -> analysed.contains(s.uid()));
    }

    private List<LibraryImage> library() {
        Map<String, ConceptCode> regions =
                event.runs().stream()
                        .filter(run -> run.bodyRegion() != null)
                        .collect(
                                Collectors.toMap(
                                        ModelRun::seriesInstanceUid,
                                        run ->
                                                DicomConcepts.of(
                                                        Objects.requireNonNull(run.bodyRegion())),
                                        (a, _) -> a));
        return analysedSeries()
                .flatMap(series ->
                        series.instances().stream()
                                .map(instance ->
                                        new LibraryImage(
                                                image(series.uid(), instance),
                                                modality(series),
                                                regions.get(series.uid()))))
                .toList();
    }

    private static @Nullable ConceptCode modality(StudyMetadata.Series series) {
        return Optional.ofNullable(series.modality()).flatMap(Modalities::of).orElse(null);
    }

    private AlgorithmResult algorithmResult(ModelRun run) {
        return new AlgorithmResult(
                new AlgorithmIdentification(
                        run.manufacturer(),
                        run.model(),
                        run.version(),
                        run.deviceUid(),
                        run.statement()),
                run.findings().stream()
                        .filter(finding -> isAsserted(run, finding))
                        .map(finding -> finding(run, finding))
                        .toList());
    }

    /** What a radiologist rejected is not reported. */
    private boolean isAsserted(ModelRun run, Finding finding) {
        return result.review()
                .asserts(ResourceIds.observation(event.studyInstanceUid(), run, finding.label()));
    }

    private ReportedFinding finding(ModelRun run, Finding finding) {
        boolean present = ShownFinding.isPresent(result, run, finding);
        Evidence evidence = present ? finding.evidence() : null;
        return new ReportedFinding(
                finding.display(),
                ShownFinding.trackingUid(result, run, finding),
                DicomConcepts.of(run, finding),
                finding.confidence(),
                present,
                run.bodyRegion() == null ? null : DicomConcepts.of(run.bodyRegion()),
                null,
                evidence == null ? lookedAt(run) : List.of(image(evidence)),
                evidence == null ? null : region(evidence),
                present ? measurements(finding) : List.of(),
                Stream.of(ObjectKind.PARAMETRIC_MAP, ObjectKind.SECONDARY_CAPTURE)
                        .flatMap(kind -> objects.showing(kind, run, finding.label()))
                        .toList(),
                objects.showing(ObjectKind.PRESENTATION_STATE, run, finding.label()).findFirst());
    }

    private static List<Measurement> measurements(Finding finding) {
        return MeasuredFigure.of(finding).stream()
                .map(figure ->
                        new Measurement(
                                DicomConcepts.of(figure.quantity()),
                                figure.value().doubleValue(),
                                DicomConcepts.unit(figure.unit()),
                                DicomConcepts.of(figure.method())))
                .toList();
    }

    /** Where a finding was looked for and not seen: the series, by its first image. */
    private List<ImageReference> lookedAt(ModelRun run) {
        return result.study().series().stream()
                .filter(series -> series.uid().equals(run.seriesInstanceUid()))
                .flatMap(series -> series.instances().stream().map(i -> image(series.uid(), i)))
                .limit(1)
                .toList();
    }

    private @Nullable ImageRegion region(Evidence evidence) {
        return evidence.region().size() < 3
                ? null
                : new ImageRegion(
                        image(evidence),
                        evidence.region().stream()
                                .map(point -> new ImagePoint(point.column(), point.row()))
                                .toList());
    }

    private ImageReference image(Evidence evidence) {
        return ShownFinding.image(event.studyInstanceUid(), evidence);
    }

    private ImageReference image(String series, StudyMetadata.Instance instance) {
        return new ImageReference(
                event.studyInstanceUid(), series, instance.sopClassUid(), instance.uid());
    }
}
