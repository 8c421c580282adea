package org.radbridge.dicom.presentation;

import java.util.ArrayList;
import java.util.List;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.image.FunctionalGroups;
import org.radbridge.dicom.iod.ImageReference;
import org.radbridge.dicom.iod.ObjectHeader;

/**
 * A Grayscale Softcopy Presentation State of one image or frame: as the image shows itself, whole,
 * with findings drawn over it, each in a graphic layer of its own so that a viewer can hide it.
 *
 * @param header of SOP class Grayscale Softcopy Presentation State Storage and modality PR
 * @param image the image's data set; its pixels are not read
 * @param source the image, with its frame when it has several
 * @param description for a person to choose it by; 64 characters at most
 * @param annotations the findings
 */
public record PresentationState(
        ObjectHeader header,
        DataSet image,
        ImageReference source,
        String description,
        List<Annotation> annotations) {
    private static final String LABEL = "AI_FINDINGS";

    /** Characters of the height of a line's share of the image. */
    private static final double LINES = 32;

    private static final double CHARACTER_SHAPE = 0.6;

    public PresentationState {
        annotations = List.copyOf(annotations);
        if (annotations.isEmpty()) {
            throw new IllegalArgumentException("a presentation state shows a finding");
        }
    }

    /** The object; pure, and the same for the same state. */
    public DataSet write() {
        DataSet target = header.write();
        target.put(Tag.Laterality)
                .put(Tag.ContentLabel, LABEL)
                .put(Tag.ContentDescription, description)
                .put(Tag.ContentCreatorName)
                .put(Tag.PresentationCreationDate, header.moment().date())
                .put(Tag.PresentationCreationTime, header.moment().time())
                .putItems(
                        Tag.ReferencedSeriesSequence,
                        new DataSet()
                                .put(Tag.SeriesInstanceUID, source.seriesInstanceUid())
                                .putItems(Tag.ReferencedImageSequence, reference()))
                .putItems(Tag.DisplayedAreaSelectionSequence, displayedArea());
        addGreyScale(target);
        addAnnotations(target);
        return target;
    }

    private DataSet reference() {
        DataSet reference =
                new DataSet()
                        .put(Tag.ReferencedSOPClassUID, source.sopClassUid())
                        .put(Tag.ReferencedSOPInstanceUID, source.sopInstanceUid());
        if (!source.frames().isEmpty()) {
            reference.putInts(
                    Tag.ReferencedFrameNumber,
                    source.frames().stream().mapToInt(Integer::intValue).toArray());
        }
        return reference;
    }

    private int rows() {
        return image.integer(Tag.Rows).orElseThrow();
    }

    private int columns() {
        return image.integer(Tag.Columns).orElseThrow();
    }

    /** PS3.3 section C.10.4: the whole image, as large as it fits. */
    private DataSet displayedArea() {
        DataSet area =
                new DataSet()
                        .putItems(Tag.ReferencedImageSequence, reference())
                        .putInts(Tag.DisplayedAreaTopLeftHandCorner, 1, 1)
                        .putInts(Tag.DisplayedAreaBottomRightHandCorner, columns(), rows())
                        .put(Tag.PresentationSizeMode, "SCALE TO FIT");
        double[] spacing = image.decimals(Tag.PixelSpacing);
        return spacing.length == 2 && spacing[0] > 0 && spacing[1] > 0
                ? area.putDoubles(Tag.PresentationPixelSpacing, spacing)
                : area.put(Tag.PresentationPixelAspectRatio, "1", "1");
    }

    /**
     * The transformations of the image itself: what a presentation state leaves out is not done
     * (PS3.4 section N.2.1).
     */
    private void addGreyScale(DataSet target) {
        int frame = source.frames().stream().findFirst().orElse(1) - 1;
        DataSet modality =
                FunctionalGroups.macro(image, frame, Tag.PixelValueTransformationSequence);
        if (image.containsValue(Tag.ModalityLUTSequence)) {
            target.copyFrom(image, Tag.ModalityLUTSequence);
        } else if (modality.containsValue(Tag.RescaleSlope)) {
            target.put(Tag.RescaleType, modality.string(Tag.RescaleType).orElse("US"))
                    .copyFrom(modality, Tag.RescaleIntercept, Tag.RescaleSlope);
        }
        DataSet voi = FunctionalGroups.macro(image, frame, Tag.FrameVOILUTSequence);
        DataSet shown = new DataSet().putItems(Tag.ReferencedImageSequence, reference());
        if (voi.containsValue(Tag.VOILUTSequence)) {
            target.putItems(
                    Tag.SoftcopyVOILUTSequence,
                    shown.putItems(Tag.VOILUTSequence, voi.items(Tag.VOILUTSequence).getFirst()));
        } else if (voi.containsValue(Tag.WindowCenter) && voi.containsValue(Tag.WindowWidth)) {
            shown.putDoubles(Tag.WindowCenter, voi.decimal(Tag.WindowCenter).orElseThrow())
                    .putDoubles(Tag.WindowWidth, voi.decimal(Tag.WindowWidth).orElseThrow());
            if (voi.containsValue(Tag.VOILUTFunction)) {
                shown.copyFrom(voi, Tag.VOILUTFunction);
            }
            target.putItems(Tag.SoftcopyVOILUTSequence, shown);
        }
        boolean lowIsWhite =
                image.string(Tag.PhotometricInterpretation)
                        .filter("MONOCHROME1"::equals)
                        .isPresent();
        target.put(Tag.PresentationLUTShape, lowIsWhite ? "INVERSE" : "IDENTITY");
    }

    /** PS3.3 sections C.10.5 and C.10.7. */
    private void addAnnotations(DataSet target) {
        double line = rows() / LINES;
        List<LabelBox> boxes =
                LabelBox.place(annotations, rows(), columns(), line * CHARACTER_SHAPE, line);
        List<DataSet> drawn = new ArrayList<>();
        List<DataSet> layers = new ArrayList<>();
        for (int i = 0; i < annotations.size(); i++) {
            Annotation annotation = annotations.get(i);
            String layer = "AI_FINDING_" + (i + 1);
            drawn.add(new GraphicAnnotation(annotation, boxes.get(i), layer).write(reference()));
            layers.add(
                    new DataSet()
                            .put(Tag.GraphicLayer, layer)
                            .putInts(Tag.GraphicLayerOrder, i + 1)
                            .putInts(
                                    Tag.GraphicLayerRecommendedDisplayCIELabValue,
                                    annotation.colour().cieLab())
                            .put(Tag.GraphicLayerDescription, annotation.lines().getFirst()));
        }
        target.putItems(Tag.GraphicAnnotationSequence, drawn)
                .putItems(Tag.GraphicLayerSequence, layers);
    }
}
