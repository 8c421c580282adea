package org.radbridge.fhirmapper.evidence;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.radbridge.contracts.Finding;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.image.Image;
import org.radbridge.dicom.image.RenderedFrame;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.iod.ConceptCode;
import org.radbridge.dicom.iod.ImageReference;
import org.radbridge.dicom.parametricmap.ParametricMap;
import org.radbridge.dicom.parametricmap.ParametricMap.Tracking;
import org.radbridge.dicom.parametricmap.ValueGrid;
import org.radbridge.dicom.presentation.Annotation;
import org.radbridge.dicom.presentation.PresentationState;
import org.radbridge.dicom.secondarycapture.Overlay;
import org.radbridge.dicom.secondarycapture.SecondaryCapture;
import org.radbridge.dicom.sr.Concepts;
import org.radbridge.dicom.sr.KeyObjectSelection;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;

/** Makes the objects of a result. Computation: pixels are decoded and drawn. */
public final class EvidenceObjects {
    private static final ConceptCode CLASS_ACTIVATION =
            ConceptCode.dcm("130402", "Class activation");

    private final StudyResult result;
    private final ObjectHeaders headers;
    private final ResultObjects plan;

    public EvidenceObjects(StudyResult result, ObjectAuthor author) {
        this.result = result;
        this.headers = new ObjectHeaders(result, author);
        this.plan = ResultObjects.of(result);
    }

    /**
     * The activation behind a finding as a Parametric Map.
     *
     * @param image the finding's image
     * @param heat the finding's heat map
     */
    public DataSet parametricMap(PlannedObject object, Part10File image, ValueGrid heat) {
        ShownFinding shown = object.findings().getFirst();
        Finding finding = shown.finding();
        String study = result.event().studyInstanceUid();
        return new ParametricMap(
                        headers.of(
                                object,
                                image.dataSet().string(Tag.Modality).orElse("OT"),
                                "AI class activation",
                                number(object),
                                headers.at(result.issued())),
                        image.dataSet(),
                        ShownFinding.image(study, shown.evidence()),
                        heat,
                        CLASS_ACTIVATION,
                        Concepts.NO_UNITS,
                        DicomConcepts.of(shown.run(), finding),
                        DicomConcepts.anatomy(shown.run()),
                        Optional.of(
                                new Tracking(
                                        finding.display(),
                                        ShownFinding.trackingUid(result, shown.run(), finding))))
                .write();
    }

    /** All findings of an image as a presentation state of it. */
    public DataSet presentationState(PlannedObject object, Part10File image) {
        return new PresentationState(
                        headers.of(
                                object, "PR", "AI findings", number(object), headers.contentTime()),
                        image.dataSet(),
                        ShownFinding.image(
                                result.event().studyInstanceUid(),
                                object.findings().getFirst().evidence()),
                        "AI findings, " + (signed() ? "verified" : "not verified"),
                        IntStream.range(0, object.findings().size())
                                .mapToObj(i -> annotation(object.findings().get(i), i))
                                .toList())
                .write();
    }

    /** A finding burned into a picture of its image, with the heat behind it. */
    public DataSet secondaryCapture(PlannedObject object, Part10File image, ValueGrid heat) {
        ShownFinding shown = object.findings().getFirst();
        ImageReference source =
                ShownFinding.image(result.event().studyInstanceUid(), shown.evidence());
        RenderedFrame picture = overlay(shown, heat).over(frame(shown, image));
        return new SecondaryCapture(
                        headers.of(
                                object, "OT", "AI overlays", number(object), headers.contentTime()),
                        picture,
                        image.dataSet(),
                        source,
                        "Class activation, outline and label over the image as displayed")
                .write();
    }

    /**
     * The same picture for a document, whose words are not burned in: it stays right when a
     * radiologist has spoken.
     *
     * @param longestSide in pixels
     */
    public RenderedFrame picture(
            PlannedObject object, Part10File image, ValueGrid heat, int longestSide) {
        ShownFinding shown = object.findings().getFirst();
        return overlay(shown, heat).unlabelled(frame(shown, image), longestSide);
    }

    private Overlay overlay(ShownFinding shown, ValueGrid heat) {
        return new Overlay(annotation(shown, 0), Optional.of(heat));
    }

    private static RenderedFrame frame(ShownFinding shown, Part10File image) {
        Integer number = shown.evidence().frame();
        return RenderedFrame.of(Image.of(image), number == null ? 0 : number - 1, Optional.empty());
    }

    /** The images on which findings were seen. */
    public DataSet keyObjects(PlannedObject object) {
        String study = result.event().studyInstanceUid();
        return KeyObjectSelection.write(
                headers.of(
                        object,
                        "KO",
                        "AI key images",
                        headers.instanceNumber(),
                        headers.contentTime()),
                Concepts.OF_INTEREST,
                "Images on which AI findings were seen, "
                        + (signed() ? "verified" : "not verified"),
                object.findings().stream()
                        .map(shown -> ShownFinding.image(study, shown.evidence()))
                        .distinct()
                        .toList(),
                List.of());
    }

    /** Within its series, each object of an edition has a number of its own. */
    private int number(PlannedObject object) {
        List<PlannedObject> ofKind = plan.of(object.kind());
        return headers.result().review().edition() * 1000 + ofKind.indexOf(object) + 1;
    }

    private boolean signed() {
        return result.review().status().signed();
    }

    private Annotation annotation(ShownFinding shown, int index) {
        Finding finding = shown.finding();
        return new Annotation(
                List.of(
                        String.format(
                                Locale.ROOT, "%s %.2f", finding.display(), finding.confidence()),
                        signed() ? "AI, verified by a reader" : "AI, not verified"),
                shown.outline(),
                Annotation.colour(index));
    }
}
