package org.radbridge.fhirmapper.pacs;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.radbridge.contracts.Evidence;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.image.RenderedFrame;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.parametricmap.ValueGrid;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.evidence.EvidenceObjects;
import org.radbridge.fhirmapper.evidence.ObjectAuthor;
import org.radbridge.fhirmapper.evidence.PlannedObject;
import org.radbridge.fhirmapper.heatmap.HeatMaps;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.study.StudyArchive;

/** Gets what an object is made of, the image and the heat map, and has it made. */
@ApplicationScoped
public class EvidenceMaker {
    private final StudyArchive archive;
    private final HeatMaps heatMaps;
    private final ComputePool compute;
    private final ObjectAuthor author;

    public EvidenceMaker(
            StudyArchive archive, HeatMaps heatMaps, ComputePool compute, ObjectAuthor author) {
        this.archive = archive;
        this.heatMaps = heatMaps;
        this.compute = compute;
        this.author = author;
    }

    /** Makes objects of a result; each image is read once for all of them. */
    Function<PlannedObject, Uni<DataSet>> of(StudyResult result) {
        EvidenceObjects objects = new EvidenceObjects(result, author);
        Images images = new Images(result.event().studyInstanceUid());
        return object ->
                switch (object.kind()) {
                    case PARAMETRIC_MAP ->
                            withHeat(
                                    object,
                                    images,
                                    (image, heat) -> objects.parametricMap(object, image, heat));
                    case SECONDARY_CAPTURE ->
                            withHeat(
                                    object,
                                    images,
                                    (image, heat) -> objects.secondaryCapture(object, image, heat));
                    case PRESENTATION_STATE ->
                            images.of(evidence(object))
                                    .chain(image ->
                                            compute.run(() ->
                                                    objects.presentationState(object, image)));
                    case KEY_OBJECT_SELECTION -> compute.run(() -> objects.keyObjects(object));
                    case STRUCTURED_REPORT, REJECTION_NOTE ->
                            throw new IllegalArgumentException(object.kind() + " shows no image");
                };
    }

    /**
     * Makes pictures of a result's findings for documents, each of the object that overlays it;
     * each image is read once for all of them.
     *
     * @param longestSide in pixels
     */
    public Function<PlannedObject, Uni<RenderedFrame>> pictures(
            StudyResult result, int longestSide) {
        EvidenceObjects objects = new EvidenceObjects(result, author);
        Images images = new Images(result.event().studyInstanceUid());
        return object ->
                withHeat(
                        object,
                        images,
                        (image, heat) -> objects.picture(object, image, heat, longestSide));
    }

    private <T> Uni<T> withHeat(
            PlannedObject object, Images images, BiFunction<Part10File, ValueGrid, T> make) {
        Evidence evidence = evidence(object);
        return Uni.combine()
                .all()
                .unis(
                        images.of(evidence),
                        heatMaps.find(Objects.requireNonNull(evidence.heatMap())))
                .asTuple()
                .chain(read ->
                        compute.run(() -> make.apply(read.getItem1(), read.getItem2().grid())));
    }

    private static Evidence evidence(PlannedObject object) {
        return object.findings().getFirst().evidence();
    }

    /** The images of one delivery. Its objects are made one after the other. */
    private final class Images {
        private final String study;
        private final Map<String, Uni<Part10File>> byUid = new HashMap<>();

        Images(String study) {
            this.study = study;
        }

        Uni<Part10File> of(Evidence evidence) {
            return byUid.computeIfAbsent(
                    evidence.sopInstanceUid(),
                    uid ->
                            archive.image(study, evidence.seriesInstanceUid(), uid)
                                    .memoize()
                                    .indefinitely());
        }
    }
}
