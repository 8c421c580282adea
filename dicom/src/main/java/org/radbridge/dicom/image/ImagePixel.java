package org.radbridge.dicom.image;

import java.util.OptionalInt;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.image.codec.FrameShape;
import org.radbridge.dicom.image.codec.ImageException;
import org.radbridge.dicom.image.codec.ImageException.Kind;

/**
 * The Image Pixel Module (PS3.3 C.7.6.3), checked.
 *
 * @param shape size of a frame and of its cells
 * @param bitsStored (0028,0101): bits of a cell that are the value
 * @param highBit (0028,0102): the value's highest bit, counted from 0
 * @param signed (0028,0103): two's complement
 * @param planar (0028,0006) is 1: one colour plane after the other
 * @param photometricInterpretation (0028,0004)
 * @param frames (0028,0008), 1 where absent
 */
public record ImagePixel(
        FrameShape shape,
        int bitsStored,
        int highBit,
        boolean signed,
        boolean planar,
        PhotometricInterpretation photometricInterpretation,
        int frames) {

    public ImagePixel {
        if (bitsStored < 1
                || highBit >= shape.bitsAllocated()
                || highBit - bitsStored + 1 < 0
                || frames < 1) {
            throw new ImageException(
                    Kind.INVALID_ATTRIBUTE, "Bits Stored, High Bit or Number of Frames");
        }
        if (shape.samplesPerPixel() != photometricInterpretation.samplesPerPixel()) {
            throw new ImageException(
                    Kind.INVALID_ATTRIBUTE, "Samples per Pixel and Photometric Interpretation");
        }
    }

    /**
     * Reads the module.
     *
     * @throws ImageException when it is absent, contradictory or beyond the limits
     */
    public static ImagePixel of(DataSet image) {
        try {
            return read(image);
        } catch (InvalidValueException invalid) {
            throw new ImageException(Kind.INVALID_ATTRIBUTE, Dictionary.format(invalid.tag()));
        }
    }

    private static ImagePixel read(DataSet image) {
        int allocated = required(image, Tag.BitsAllocated);
        int stored = image.integer(Tag.BitsStored).orElse(allocated);
        FrameShape shape =
                new FrameShape(
                        required(image, Tag.Rows),
                        required(image, Tag.Columns),
                        image.integer(Tag.SamplesPerPixel).orElse(1),
                        allocated);
        return new ImagePixel(
                shape,
                stored,
                image.integer(Tag.HighBit).orElse(stored - 1),
                image.integer(Tag.PixelRepresentation).orElse(0) == 1,
                image.integer(Tag.PlanarConfiguration).orElse(0) == 1,
                PhotometricInterpretation.of(
                        image.string(Tag.PhotometricInterpretation)
                                .orElseThrow(() -> absent(Tag.PhotometricInterpretation))),
                image.integer(Tag.NumberOfFrames).orElse(1));
    }

    private static int required(DataSet image, int tag) {
        OptionalInt value = image.integer(tag);
        return value.orElseThrow(() -> absent(tag));
    }

    private static ImageException absent(int tag) {
        return new ImageException(Kind.NOT_AN_IMAGE, Dictionary.format(tag) + " is absent");
    }

    /** Bits of a frame in native form; frames of single bits are not padded to bytes. */
    long nativeBits() {
        long samples =
                photometricInterpretation == PhotometricInterpretation.YBR_FULL_422
                        ? shape.pixels() * 2L
                        : shape.samples();
        return samples * shape.bitsAllocated();
    }

    /** The lowest value that fits. */
    long minimum() {
        return signed ? -(1L << (bitsStored - 1)) : 0;
    }

    /** The highest value that fits. */
    long maximum() {
        return signed ? (1L << (bitsStored - 1)) - 1 : (1L << bitsStored) - 1;
    }
}
