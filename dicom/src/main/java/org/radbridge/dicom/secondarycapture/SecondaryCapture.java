package org.radbridge.dicom.secondarycapture;

import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.image.RenderedFrame;
import org.radbridge.dicom.iod.ConceptCode;
import org.radbridge.dicom.iod.ImageReference;
import org.radbridge.dicom.iod.ObjectHeader;

/**
 * A picture in colour as a Secondary Capture Image with one frame.
 *
 * @param header of SOP class Secondary Capture Image Storage
 * @param picture in colour
 * @param image the data set of the image that it was made of, for its orientation
 * @param source that image
 * @param derivation how the picture was made, for a person to read
 */
public record SecondaryCapture(
        ObjectHeader header,
        RenderedFrame picture,
        DataSet image,
        ImageReference source,
        String derivation) {
    private static final ConceptCode SOURCE_IMAGE =
            ConceptCode.dcm("121322", "Source image for image processing operation");

    public SecondaryCapture {
        if (picture.channels() != 3) {
            throw new IllegalArgumentException("a picture in colour");
        }
    }

    /** The object; pure, and the same for the same picture. */
    public DataSet write() {
        DataSet reference =
                new DataSet()
                        .put(Tag.ReferencedSOPClassUID, source.sopClassUid())
                        .put(Tag.ReferencedSOPInstanceUID, source.sopInstanceUid())
                        .putItems(Tag.PurposeOfReferenceCodeSequence, SOURCE_IMAGE.toItem());
        if (!source.frames().isEmpty()) {
            reference.putInts(
                    Tag.ReferencedFrameNumber,
                    source.frames().stream().mapToInt(Integer::intValue).toArray());
        }
        DataSet target =
                header.write()
                        .put(Tag.Laterality)
                        .put(Tag.ConversionType, "WSD")
                        .put(Tag.ImageType, "DERIVED", "SECONDARY")
                        .put(Tag.PatientOrientation)
                        .put(Tag.DerivationDescription, derivation)
                        .putItems(Tag.SourceImageSequence, reference)
                        .put(Tag.BurnedInAnnotation, "YES")
                        .putInts(Tag.SamplesPerPixel, 3)
                        .put(Tag.PhotometricInterpretation, "RGB")
                        .putInts(Tag.PlanarConfiguration, 0)
                        .putInts(Tag.Rows, picture.height())
                        .putInts(Tag.Columns, picture.width())
                        .putInts(Tag.BitsAllocated, 8)
                        .putInts(Tag.BitsStored, 8)
                        .putInts(Tag.HighBit, 7)
                        .putInts(Tag.PixelRepresentation, 0)
                        .putBytes(Tag.PixelData, Vr.OB, picture.bytes());
        for (int tag : new int[] {Tag.Laterality, Tag.PatientOrientation}) {
            if (image.containsValue(tag)) {
                target.copyFrom(image, tag);
            }
        }
        if (image.string(Tag.LossyImageCompression).filter("01"::equals).isPresent()) {
            target.copyFrom(
                    image,
                    Tag.LossyImageCompression,
                    Tag.LossyImageCompressionRatio,
                    Tag.LossyImageCompressionMethod);
        }
        return target;
    }
}
