package org.radbridge.inference.pixels;

import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.kit.failure.PermanentFailure;

/** Native (uncompressed) greyscale pixels of 8 or 16 bits allocated (PS3.5 §8.1.1, §8.2). */
public final class PixelDecoder {
    private PixelDecoder() {}

    /**
     * @throws PermanentFailure when the image is compressed, not a single greyscale frame, or holds
     *     fewer pixels than it says
     */
    public static StoredImage decode(TransferSyntax transferSyntax, DataSet image) {
        try {
            return read(transferSyntax, image);
        } catch (InvalidValueException e) {
            throw new PermanentFailure(PixelsFailure.UNREADABLE, "an attribute has no valid value");
        }
    }

    private static StoredImage read(TransferSyntax transferSyntax, DataSet image) {
        String sopInstanceUid = required(image, Tag.SOPInstanceUID, "SOP Instance UID");
        if (transferSyntax.encapsulated()) {
            throw new PermanentFailure(
                    PixelsFailure.TRANSFER_SYNTAX_UNSUPPORTED,
                    "instance " + sopInstanceUid + " is in " + transferSyntax.uid());
        }
        requireSingleGreyFrame(sopInstanceUid, image);
        int rows = positive(image, Tag.Rows, "Rows");
        int columns = positive(image, Tag.Columns, "Columns");
        byte[] pixels =
                image.bytes(Tag.PixelData)
                        .orElseThrow(() -> unreadable(sopInstanceUid, "Pixel Data is missing"));
        int bitsAllocated = positive(image, Tag.BitsAllocated, "Bits Allocated");
        long needed = (long) rows * columns * bitsAllocated / Byte.SIZE;
        if (pixels.length < needed) {
            throw unreadable(
                    sopInstanceUid,
                    "Pixel Data has %d of %d bytes".formatted(pixels.length, needed));
        }
        int bitsStored = image.integer(Tag.BitsStored).orElse(bitsAllocated);
        SampleFormat format =
                new SampleFormat(
                        bitsAllocated,
                        bitsStored,
                        image.integer(Tag.HighBit).orElse(bitsStored - 1),
                        image.integer(Tag.PixelRepresentation).orElse(0) == 1);
        if (!format.isValid()) {
            throw unsupported(sopInstanceUid, format.toString());
        }
        return new StoredImage(
                required(image, Tag.SeriesInstanceUID, "Series Instance UID"),
                sopInstanceUid,
                required(image, Tag.SOPClassUID, "SOP Class UID"),
                rows,
                columns,
                format.values(pixels, rows * columns),
                image.decimal(Tag.RescaleSlope).orElse(1),
                image.decimal(Tag.RescaleIntercept).orElse(0),
                image.string(Tag.PhotometricInterpretation)
                        .filter("MONOCHROME1"::equals)
                        .isPresent());
    }

    private static void requireSingleGreyFrame(String sopInstanceUid, DataSet image) {
        String photometric = image.string(Tag.PhotometricInterpretation).orElse("absent");
        if (!photometric.equals("MONOCHROME1") && !photometric.equals("MONOCHROME2")) {
            throw unsupported(sopInstanceUid, "Photometric Interpretation is " + photometric);
        }
        int samples = image.integer(Tag.SamplesPerPixel).orElse(1);
        if (samples != 1) {
            throw unsupported(sopInstanceUid, samples + " samples per pixel");
        }
        int frames = image.integer(Tag.NumberOfFrames).orElse(1);
        if (frames != 1) {
            throw unsupported(sopInstanceUid, frames + " frames");
        }
    }

    private static int positive(DataSet image, int tag, String name) {
        int value = image.integer(tag).orElse(0);
        if (value < 1) {
            throw new PermanentFailure(
                    PixelsFailure.UNREADABLE, name + " is missing or not positive");
        }
        return value;
    }

    private static String required(DataSet image, int tag, String name) {
        return image.string(tag)
                .orElseThrow(
                        () -> new PermanentFailure(PixelsFailure.UNREADABLE, name + " is missing"));
    }

    private static PermanentFailure unreadable(String sopInstanceUid, String problem) {
        return new PermanentFailure(
                PixelsFailure.UNREADABLE, "instance " + sopInstanceUid + ": " + problem);
    }

    private static PermanentFailure unsupported(String sopInstanceUid, String problem) {
        return new PermanentFailure(
                PixelsFailure.FORMAT_UNSUPPORTED, "instance " + sopInstanceUid + ": " + problem);
    }
}
