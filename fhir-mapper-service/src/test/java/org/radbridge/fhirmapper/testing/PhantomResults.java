package org.radbridge.fhirmapper.testing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.radbridge.contracts.CodedConcept;
import org.radbridge.contracts.Evidence;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.ModelRun;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.contracts.Urgency;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.io.FileMetaInformation;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.iod.ImagePoint;
import org.radbridge.dicom.parametricmap.ValueGrid;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.study.StudyMetadata;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.phantoms.PhantomStudy;
import org.radbridge.phantoms.PhantomTruth.ImageTruth;
import org.radbridge.phantoms.plane.Mask;

/**
 * A phantom's lesion as a model without fault would find it: a heat map whose cells say how much of
 * them the lesion covers, and the lesion's convex hull as outline.
 */
public record PhantomResults(
        PhantomStudy study, String label, int instanceNumber, Mask lesion, StudyResult result) {
    private static final int CELLS = 32;

    /** The lesion of a label, on the image where it is largest. */
    public static PhantomResults of(PhantomStudy study, String label, String snomed) {
        List<ImageTruth> images = study.truth().images();
        ImageTruth image =
                images.stream()
                        .filter(truth -> truth.lesions().containsKey(label))
                        .max(Comparator.comparing(truth -> area(truth.lesions(), label)))
                        .orElseThrow();
        int instanceNumber = images.indexOf(image) + 1;
        Mask lesion = Optional.ofNullable(image.lesions().get(label)).orElseThrow();
        DataSet instance = study.dataSet(instanceNumber);
        TestStudy identity =
                new TestStudy(
                        study.identity().studyInstanceUid(),
                        new PatientIdentifier(
                                "HOSPITAL", instance.string(Tag.PatientID).orElse("P")),
                        study.modality(),
                        null,
                        study.size());
        Evidence evidence =
                new Evidence(
                        instance.string(Tag.SeriesInstanceUID).orElseThrow(),
                        instance.string(Tag.SOPInstanceUID).orElseThrow(),
                        study.sopClassUid(),
                        null,
                        "run/" + label,
                        hull(lesion).stream()
                                .map(point -> new Evidence.Point(point.column(), point.row()))
                                .toList());
        Finding finding =
                new Finding(
                        label,
                        label,
                        List.of(new CodedConcept("http://snomed.info/sct", snomed, label)),
                        0.93,
                        0.5,
                        true,
                        Urgency.CRITICAL,
                        evidence,
                        List.of());
        InferenceCompleted event =
                onSeries(
                        TestResults.result(identity, 1, List.of(finding)),
                        evidence.seriesInstanceUid());
        StudyMetadata metadata = StudyMetadata.of(study.dataSets());
        return new PhantomResults(
                study,
                label,
                instanceNumber,
                lesion,
                StudyResult.unread(event, metadata, TestResults.INFERRED));
    }

    private static InferenceCompleted onSeries(InferenceCompleted event, String series) {
        ModelRun run = event.runs().getFirst();
        return new InferenceCompleted(
                event.studyInstanceUid(),
                event.revision(),
                event.patient(),
                event.accessionNumber(),
                event.lane(),
                event.urgency(),
                List.of(
                        new ModelRun(
                                run.runId(),
                                run.model(),
                                run.version(),
                                run.deviceUid(),
                                run.manufacturer(),
                                run.statement(),
                                run.bodyRegion(),
                                series,
                                run.instances(),
                                run.findings(),
                                run.inferenceMillis())),
                event.failures(),
                event.stamps());
    }

    private static int area(Map<String, Mask> lesions, String label) {
        return Optional.ofNullable(lesions.get(label)).orElseThrow().area();
    }

    /** The image with the lesion. */
    public Part10File image() {
        DataSet instance = study.dataSet(instanceNumber);
        TransferSyntax syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
        return new Part10File(FileMetaInformation.of(instance, syntax), syntax, instance);
    }

    /** The share of each cell that is lesion. */
    public ValueGrid heat() {
        float[] values = new float[CELLS * CELLS];
        double width = (double) lesion.columns() / CELLS;
        double height = (double) lesion.rows() / CELLS;
        lesion.pixels().stream()
                .forEach(pixel -> {
                    int row = (int) (pixel / lesion.columns() / height);
                    int column = (int) (pixel % lesion.columns() / width);
                    values[row * CELLS + column] += (float) (1 / (width * height));
                });
        return new ValueGrid(
                CELLS,
                CELLS,
                values,
                new ImagePoint(0, 0),
                new ImagePoint(lesion.columns(), lesion.rows()));
    }

    /** The convex hull of the pixels' corners (Andrew's monotone chain). */
    static List<ImagePoint> hull(Mask mask) {
        List<ImagePoint> corners = new ArrayList<>();
        mask.pixels().stream()
                .forEach(pixel -> {
                    int row = pixel / mask.columns();
                    int column = pixel % mask.columns();
                    for (int corner = 0; corner < 4; corner++) {
                        corners.add(new ImagePoint(column + corner % 2, row + corner / 2));
                    }
                });
        List<ImagePoint> sorted =
                corners.stream()
                        .distinct()
                        .sorted(
                                Comparator.comparing(ImagePoint::column)
                                        .thenComparing(ImagePoint::row))
                        .toList();
        List<ImagePoint> lower = chain(sorted);
        List<ImagePoint> upper = chain(sorted.reversed());
        List<ImagePoint> hull = new ArrayList<>(lower.subList(0, lower.size() - 1));
        hull.addAll(upper.subList(0, upper.size() - 1));
        return hull;
    }

    private static List<ImagePoint> chain(List<ImagePoint> points) {
        List<ImagePoint> chain = new ArrayList<>();
        for (ImagePoint point : points) {
            while (chain.size() > 1
                    && turn(chain.get(chain.size() - 2), chain.getLast(), point) <= 0) {
                chain.removeLast();
            }
            chain.add(point);
        }
        return chain;
    }

    private static double turn(ImagePoint a, ImagePoint b, ImagePoint c) {
        return (b.column() - a.column()) * (c.row() - a.row())
                - (b.row() - a.row()) * (c.column() - a.column());
    }
}
