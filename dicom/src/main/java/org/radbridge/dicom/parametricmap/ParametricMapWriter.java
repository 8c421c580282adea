package org.radbridge.dicom.parametricmap;

import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.iod.ConceptCode;
import org.radbridge.dicom.iod.ImageReference;

/** The modules of the Parametric Map IOD (PS3.3 table A.75-1) beside the common ones. */
final class ParametricMapWriter {
    private static final String[] IMAGE_TYPE = {"DERIVED", "PRIMARY", "VOLUME", "QUANTITY"};

    private final ParametricMap map;
    private final MapPlane plane;
    private final DataSet target;

    ParametricMapWriter(ParametricMap map) {
        this.map = map;
        this.plane = MapPlane.of(map.grid(), map.image(), frame(map) - 1);
        this.target = map.header().write();
    }

    /** The source's frame, from 1. */
    private static int frame(ParametricMap map) {
        return map.source().frames().stream().findFirst().orElse(1);
    }

    DataSet write() {
        target.put(Tag.FrameOfReferenceUID, plane.frameOfReference())
                .put(Tag.PositionReferenceIndicator);
        addImage();
        addPixels();
        addDimension();
        addReference();
        target.putItems(Tag.AcquisitionContextSequence)
                .putItems(
                        Tag.SharedFunctionalGroupsSequence,
                        new FunctionalGroupsWriter(map, plane).shared(IMAGE_TYPE))
                .putItems(
                        Tag.PerFrameFunctionalGroupsSequence,
                        new FunctionalGroupsWriter(map, plane).ofFrame());
        map.tracking()
                .ifPresent(tracking ->
                        target.put(Tag.TrackingID, tracking.identifier())
                                .put(Tag.TrackingUID, tracking.uid()));
        return target;
    }

    /** PS3.3 table C.8.32-2, and of C.7.6.16-1 what stands outside the functional groups. */
    private void addImage() {
        target.put(Tag.ImageType, IMAGE_TYPE)
                .put(Tag.ContentLabel, "CLASS_ACTIVATION")
                .put(Tag.ContentDescription, map.property().meaning())
                .put(Tag.ContentCreatorName)
                .put(Tag.ContentQualification, "RESEARCH")
                .put(Tag.BurnedInAnnotation, "NO")
                .put(Tag.RecognizableVisualFeatures, "NO")
                .put(Tag.PresentationLUTShape, "IDENTITY")
                .put(Tag.NumberOfFrames, "1");
        if (map.image().string(Tag.LossyImageCompression).filter("01"::equals).isPresent()) {
            target.put(Tag.LossyImageCompression, "01")
                    .copyFrom(
                            map.image(),
                            Tag.LossyImageCompressionRatio,
                            Tag.LossyImageCompressionMethod);
        } else {
            target.put(Tag.LossyImageCompression, "00");
        }
    }

    /** PS3.3 section C.7.6.24, floating point image pixels. */
    private void addPixels() {
        target.putInts(Tag.SamplesPerPixel, 1)
                .put(Tag.PhotometricInterpretation, "MONOCHROME2")
                .putInts(Tag.Rows, plane.rows())
                .putInts(Tag.Columns, plane.columns())
                .putInts(Tag.BitsAllocated, 32)
                .putBytes(Tag.FloatPixelData, Vr.OF, plane.values());
    }

    /** PS3.3 section C.7.6.17: one dimension, the place in the stack. */
    private void addDimension() {
        String organization =
                Uid.fromName("dimension-organization/" + map.header().sopInstanceUid());
        target.putItems(
                        Tag.DimensionOrganizationSequence,
                        new DataSet().put(Tag.DimensionOrganizationUID, organization))
                .putItems(
                        Tag.DimensionIndexSequence,
                        new DataSet()
                                .put(Tag.DimensionOrganizationUID, organization)
                                .putInts(Tag.DimensionIndexPointer, Tag.InStackPositionNumber)
                                .putInts(Tag.FunctionalGroupPointer, Tag.FrameContentSequence));
    }

    /** The Common Instance Reference module (PS3.3 section C.12.2). */
    private void addReference() {
        ImageReference source = map.source();
        DataSet series =
                new DataSet()
                        .put(Tag.SeriesInstanceUID, source.seriesInstanceUid())
                        .putItems(Tag.ReferencedInstanceSequence, referenced(source));
        target.putItems(Tag.ReferencedSeriesSequence, series);
    }

    static DataSet referenced(ImageReference source) {
        DataSet item =
                new DataSet()
                        .put(Tag.ReferencedSOPClassUID, source.sopClassUid())
                        .put(Tag.ReferencedSOPInstanceUID, source.sopInstanceUid());
        if (!source.frames().isEmpty()) {
            item.putInts(
                    Tag.ReferencedFrameNumber,
                    source.frames().stream().mapToInt(Integer::intValue).toArray());
        }
        return item;
    }

    static DataSet coded(ConceptCode name, ConceptCode value) {
        return new DataSet()
                .put(Tag.ValueType, "CODE")
                .putItems(Tag.ConceptNameCodeSequence, name.toItem())
                .putItems(Tag.ConceptCodeSequence, value.toItem());
    }
}
