package org.radbridge.inference.pixels;

import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.image.Frame;
import org.radbridge.dicom.image.Image;
import org.radbridge.dicom.image.ImagePixel;
import org.radbridge.dicom.image.PhotometricInterpretation;
import org.radbridge.dicom.image.codec.FrameShape;
import org.radbridge.dicom.image.codec.ImageException;
import org.radbridge.inference.spacing.PixelSpacing;
import org.radbridge.kit.failure.PermanentFailure;

/**
 * The stored values of a single greyscale frame, native or compressed in any way that the toolkit
 * decodes (PS3.5 section 8).
 */
public final class PixelDecoder {
    private PixelDecoder() {}

    /**
     * @param maxBytes that the decoded frame may take: a few compressed bytes can claim many
     * @throws PermanentFailure when the image is compressed in a way that is not decoded, is not a
     *     single greyscale frame, is larger than that, or is not what it says
     */
    public static StoredImage decode(
            TransferSyntax transferSyntax, DataSet dataSet, long maxBytes) {
        String sopInstanceUid = required(dataSet, Tag.SOPInstanceUID, "SOP Instance UID");
        if (!Image.isDecodable(transferSyntax)) {
            throw new PermanentFailure(
                    PixelsFailure.TRANSFER_SYNTAX_UNSUPPORTED,
                    "instance " + sopInstanceUid + " is in " + transferSyntax.uid());
        }
        try {
            Image image = Image.of(transferSyntax, dataSet);
            requireSingleGreyFrame(sopInstanceUid, image.pixel(), maxBytes);
            return stored(sopInstanceUid, dataSet, image.frame(0));
        } catch (ImageException e) {
            throw translated(sopInstanceUid, e);
        } catch (InvalidValueException e) {
            throw new PermanentFailure(PixelsFailure.UNREADABLE, "an attribute has no valid value");
        }
    }

    private static void requireSingleGreyFrame(
            String sopInstanceUid, ImagePixel pixel, long maxBytes) {
        switch (pixel.photometricInterpretation()) {
            case MONOCHROME1, MONOCHROME2 -> {}
            default ->
                    throw unsupported(
                            sopInstanceUid,
                            "Photometric Interpretation is " + pixel.photometricInterpretation());
        }
        if (pixel.frames() != 1) {
            throw unsupported(sopInstanceUid, pixel.frames() + " frames");
        }
        FrameShape shape = pixel.shape();
        if (shape.bitsAllocated() != Byte.SIZE && shape.bitsAllocated() != Short.SIZE) {
            throw unsupported(sopInstanceUid, shape.bitsAllocated() + " bits allocated");
        }
        if ((long) shape.samples() * shape.bitsAllocated() / Byte.SIZE > maxBytes) {
            throw new PermanentFailure(
                    PixelsFailure.TOO_LARGE, "instance " + sopInstanceUid + " when decoded");
        }
    }

    private static StoredImage stored(String sopInstanceUid, DataSet dataSet, Frame frame) {
        int[] samples = frame.samples();
        float[] values = new float[samples.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = samples[i];
        }
        return new StoredImage(
                required(dataSet, Tag.SeriesInstanceUID, "Series Instance UID"),
                sopInstanceUid,
                required(dataSet, Tag.SOPClassUID, "SOP Class UID"),
                frame.rows(),
                frame.columns(),
                values,
                dataSet.decimal(Tag.RescaleSlope).orElse(1),
                dataSet.decimal(Tag.RescaleIntercept).orElse(0),
                frame.pixel().photometricInterpretation() == PhotometricInterpretation.MONOCHROME1,
                PixelSpacing.of(dataSet).orElse(null));
    }

    private static PermanentFailure translated(String sopInstanceUid, ImageException e) {
        PixelsFailure failure =
                switch (e.kind()) {
                    case UNSUPPORTED -> PixelsFailure.FORMAT_UNSUPPORTED;
                    case TOO_LARGE -> PixelsFailure.TOO_LARGE;
                    case NOT_AN_IMAGE,
                            INVALID_ATTRIBUTE,
                            MALFORMED,
                            TRUNCATED,
                            MISMATCH,
                            NO_SUCH_FRAME ->
                            PixelsFailure.UNREADABLE;
                };
        return new PermanentFailure(
                failure, "instance " + sopInstanceUid + ": " + e.getMessage(), e);
    }

    private static String required(DataSet dataSet, int tag, String name) {
        return dataSet.string(tag)
                .orElseThrow(
                        () -> new PermanentFailure(PixelsFailure.UNREADABLE, name + " is missing"));
    }

    private static PermanentFailure unsupported(String sopInstanceUid, String problem) {
        return new PermanentFailure(
                PixelsFailure.FORMAT_UNSUPPORTED, "instance " + sopInstanceUid + ": " + problem);
    }
}
