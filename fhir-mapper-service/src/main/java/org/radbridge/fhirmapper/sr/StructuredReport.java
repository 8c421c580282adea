package org.radbridge.fhirmapper.sr;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.CodedConcept;
import org.radbridge.contracts.Evidence;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.ModelRun;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.sr.AlgorithmIdentification;
import org.radbridge.dicom.sr.ComprehensiveThreeDimensionalSr;
import org.radbridge.dicom.sr.ConceptCode;
import org.radbridge.dicom.sr.Concepts;
import org.radbridge.dicom.sr.ImagePoint;
import org.radbridge.dicom.sr.ImageReference;
import org.radbridge.dicom.sr.ImagingProcedures;
import org.radbridge.dicom.sr.MeasurementReport;
import org.radbridge.dicom.sr.MeasurementReport.AlgorithmResult;
import org.radbridge.dicom.sr.MeasurementReport.LibraryImage;
import org.radbridge.dicom.sr.Modalities;
import org.radbridge.dicom.sr.ReportedFinding;
import org.radbridge.dicom.sr.ReportedFinding.ImageRegion;
import org.radbridge.dicom.sr.SrDocument;
import org.radbridge.dicom.sr.SrDocument.Completion;
import org.radbridge.dicom.sr.SrDocument.Equipment;
import org.radbridge.dicom.sr.SrDocument.PredecessorDocument;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.study.StudyMetadata;

/**
 * A study's result as a Comprehensive 3D SR (TID 1500, IHE AI Results). Pure, and its UIDs are
 * derived: building it again gives the same object.
 */
final class StructuredReport {
    /** Behind any series that a modality makes. */
    private static final int SERIES_NUMBER = 9900;

    private static final int LONGEST_MEANING = 64;

    private final StudyResult result;
    private final InferenceCompleted event;
    private final String softwareVersion;

    StructuredReport(StudyResult result, String softwareVersion) {
        this.result = result;
        this.event = result.event();
        this.softwareVersion = softwareVersion;
    }

    /** SOP Instance UID of a result's report: another when the result changed. */
    static String sopInstanceUid(StudyResult result) {
        InferenceCompleted event = result.event();
        String runs =
                event.runs().stream()
                        .map(ModelRun::runId)
                        .sorted()
                        .collect(Collectors.joining(","));
        return Uid.fromName(
                "structured-report/"
                        + event.studyInstanceUid()
                        + "/"
                        + event.revision()
                        + "/"
                        + result.review().edition()
                        + "/"
                        + runs);
    }

    DataSet build() {
        SrDocument document =
                new SrDocument(
                        source(),
                        seriesInstanceUid(),
                        SERIES_NUMBER,
                        "Image analysis, preliminary",
                        sopInstanceUid(result),
                        event.revision(),
                        new Equipment("Radbridge", "Radbridge", "radbridge", softwareVersion),
                        result.issued().atOffset(ZoneOffset.UTC),
                        event.failures().isEmpty() ? Completion.COMPLETE : Completion.PARTIAL,
                        predecessors());
        return ComprehensiveThreeDimensionalSr.write(
                document,
                new MeasurementReport(
                        Concepts.IMAGING_MEASUREMENT_REPORT,
                        Concepts.ENGLISH,
                        procedures(),
                        library(),
                        event.runs().stream().map(this::algorithmResult).toList()));
    }

    private String seriesInstanceUid() {
        return Uid.fromName("structured-report-series/" + event.studyInstanceUid());
    }

    /** The study's own elements; its UID even where an instance's header lacks it. */
    private DataSet source() {
        return new DataSet()
                .putAll(result.study().header())
                .put(Tag.StudyInstanceUID, event.studyInstanceUid());
    }

    private List<PredecessorDocument> predecessors() {
        return result
                .replacedSr()
                .map(uid ->
                        new PredecessorDocument(
                                event.studyInstanceUid(),
                                seriesInstanceUid(),
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
                                        run -> concept(Objects.requireNonNull(run.bodyRegion())),
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
                run.findings().stream().map(finding -> finding(run, finding)).toList());
    }

    private ReportedFinding finding(ModelRun run, Finding finding) {
        Evidence evidence = finding.evidence();
        return new ReportedFinding(
                finding.display(),
                Uid.fromName(
                        "tracking/"
                                + event.studyInstanceUid()
                                + "/"
                                + run.model()
                                + "/"
                                + run.seriesInstanceUid()
                                + "/"
                                + finding.label()),
                code(run, finding),
                finding.confidence(),
                finding.present(),
                run.bodyRegion() == null ? null : concept(run.bodyRegion()),
                null,
                evidence == null ? lookedAt(run) : List.of(image(evidence)),
                evidence == null ? null : region(evidence),
                List.of());
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
        return new ImageReference(
                event.studyInstanceUid(),
                evidence.seriesInstanceUid(),
                evidence.sopClassUid(),
                evidence.sopInstanceUid(),
                evidence.frame() == null ? List.of() : List.of(evidence.frame()));
    }

    private ImageReference image(String series, StudyMetadata.Instance instance) {
        return new ImageReference(
                event.studyInstanceUid(), series, instance.sopClassUid(), instance.uid());
    }

    /** The first established code; the model's own label where there is none. */
    private static ConceptCode code(ModelRun run, Finding finding) {
        return finding.codes().stream()
                .findFirst()
                .map(StructuredReport::concept)
                .orElseGet(() ->
                        new ConceptCode(
                                run.model() + "/" + finding.label(),
                                ConceptCode.PRIVATE_SCHEME,
                                meaning(finding.display())));
    }

    private static ConceptCode concept(CodedConcept concept) {
        String scheme =
                switch (concept.system()) {
                    case "http://snomed.info/sct" -> "SCT";
                    case "http://radlex.org", "http://www.radlex.org" -> "RADLEX";
                    case "http://dicom.nema.org/resources/ontology/DCM" -> "DCM";
                    case "http://loinc.org" -> "LN";
                    default -> ConceptCode.PRIVATE_SCHEME;
                };
        return new ConceptCode(concept.code(), scheme, meaning(concept.display()));
    }

    private static String meaning(String display) {
        return display.length() <= LONGEST_MEANING
                ? display
                : display.substring(0, LONGEST_MEANING);
    }
}
