package org.radbridge.dicom.image;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.BinaryElement;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.PixelDataFragments;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.image.codec.Codec;
import org.radbridge.dicom.image.codec.ImageException;
import org.radbridge.dicom.image.codec.ImageException.Kind;
import org.radbridge.dicom.io.Part10File;

/**
 * The pixel data of a data set, frame by frame. Nothing is decoded before it is asked for, and
 * nothing decoded is kept. Safe for threads as long as nobody changes the data set.
 */
public final class Image {

    /** Codecs that undo no colour transform of their own. */
    private static final Set<Codec> WITHOUT_TRANSFORM =
            Set.of(Codec.RLE, Codec.JPEG, Codec.JPEG_LS);

    private final TransferSyntax transferSyntax;
    private final DataSet dataSet;
    private final ImagePixel pixel;
    private final byte @Nullable [] nativePixels;
    private final @Nullable List<List<byte[]>> encapsulated;

    private Image(TransferSyntax transferSyntax, DataSet dataSet) {
        this.transferSyntax = transferSyntax;
        this.dataSet = dataSet;
        Element pixelData =
                dataSet.element(Tag.PixelData)
                        .orElseThrow(() ->
                                new ImageException(Kind.NOT_AN_IMAGE, "Pixel Data is absent"));
        this.pixel = ImagePixel.of(dataSet);
        switch (pixelData) {
            case BinaryElement binary -> {
                nativePixels = binary.bytes();
                encapsulated = null;
            }
            case PixelDataFragments fragments -> {
                nativePixels = null;
                encapsulated =
                        EncapsulatedPixelData.frames(
                                fragments, extendedOffsets(dataSet), pixel.frames());
            }
            default -> throw new ImageException(Kind.NOT_AN_IMAGE, "Pixel Data is not in memory");
        }
    }

    private static long[] extendedOffsets(DataSet dataSet) {
        try {
            return dataSet.longs(Tag.ExtendedOffsetTable);
        } catch (InvalidValueException invalid) {
            throw new ImageException(Kind.INVALID_ATTRIBUTE, "Extended Offset Table");
        }
    }

    /**
     * The image of a data set with Pixel Data (7FE0,0010) in memory.
     *
     * @throws ImageException when it is none
     */
    public static Image of(TransferSyntax transferSyntax, DataSet dataSet) {
        return new Image(transferSyntax, dataSet);
    }

    /** The image of a file. */
    public static Image of(Part10File file) {
        return new Image(file.transferSyntax(), file.dataSet());
    }

    /**
     * Whether frames of this transfer syntax can be decoded; {@link #frame} throws {@link
     * Kind#UNSUPPORTED} otherwise.
     */
    public static boolean isDecodable(TransferSyntax transferSyntax) {
        return !transferSyntax.encapsulated() || Codec.of(transferSyntax.uid()).isPresent();
    }

    public TransferSyntax transferSyntax() {
        return transferSyntax;
    }

    public DataSet dataSet() {
        return dataSet;
    }

    public ImagePixel pixel() {
        return pixel;
    }

    /** How many frames there are. */
    public int frames() {
        return pixel.frames();
    }

    /**
     * A frame's bytes as they are stored: native cells in little endian, or a codestream.
     *
     * @param index counted from 0, as in Java; DICOM counts frames from 1
     */
    public byte[] encoded(int index) {
        checkIndex(index);
        if (encapsulated != null) {
            return EncapsulatedPixelData.joined(encapsulated.get(index));
        }
        if (nativePixels == null) {
            throw new IllegalStateException("neither native nor encapsulated");
        }
        return NativePixelData.frame(nativePixels, pixel, index);
    }

    /**
     * A frame's stored values.
     *
     * @param index counted from 0
     * @throws ImageException when it cannot be decoded
     */
    public Frame frame(int index) {
        byte[] encoded = encoded(index);
        if (encapsulated == null) {
            return new Frame(
                    with(nativePhotometric()), stored(NativePixelData.values(encoded, pixel)));
        }
        Codec codec =
                Codec.of(transferSyntax.uid())
                        .orElseThrow(() ->
                                new ImageException(
                                        Kind.UNSUPPORTED,
                                        "transfer syntax " + transferSyntax.uid()));
        int[] samples = codec.decode(encoded, pixel.shape());
        return new Frame(with(decodedPhotometric(codec)), stored(samples));
    }

    /**
     * Subsampled chroma is given to each pixel; transforms of JPEG 2000 are of no native pixels.
     */
    private PhotometricInterpretation nativePhotometric() {
        return switch (pixel.photometricInterpretation()) {
            case YBR_FULL_422 -> PhotometricInterpretation.YBR_FULL;
            case YBR_RCT, YBR_ICT ->
                    throw new ImageException(
                            Kind.INVALID_ATTRIBUTE, "Photometric Interpretation of native pixels");
            case MONOCHROME1, MONOCHROME2, PALETTE_COLOR, RGB, YBR_FULL ->
                    pixel.photometricInterpretation();
        };
    }

    /** JPEG 2000 decoders undo RCT and ICT; JPEG decoders give each pixel its chroma. */
    private PhotometricInterpretation decodedPhotometric(Codec codec) {
        return switch (pixel.photometricInterpretation()) {
            case YBR_RCT, YBR_ICT -> {
                if (WITHOUT_TRANSFORM.contains(codec)) {
                    throw new ImageException(
                            Kind.INVALID_ATTRIBUTE,
                            "Photometric Interpretation of another compression");
                }
                yield PhotometricInterpretation.RGB;
            }
            case YBR_FULL_422 -> PhotometricInterpretation.YBR_FULL;
            case MONOCHROME1, MONOCHROME2, PALETTE_COLOR, RGB, YBR_FULL ->
                    pixel.photometricInterpretation();
        };
    }

    private ImagePixel with(PhotometricInterpretation photometricInterpretation) {
        return new ImagePixel(
                pixel.shape(),
                pixel.bitsStored(),
                pixel.highBit(),
                pixel.signed(),
                false,
                photometricInterpretation,
                pixel.frames());
    }

    /** Cuts off what lies beside the stored bits, and extends the sign, in place. */
    private int[] stored(int[] samples) {
        int left = Integer.SIZE - 1 - pixel.highBit();
        int right = Integer.SIZE - pixel.bitsStored();
        if (pixel.signed()) {
            for (int i = 0; i < samples.length; i++) {
                samples[i] = samples[i] << left >> right;
            }
        } else {
            for (int i = 0; i < samples.length; i++) {
                samples[i] = samples[i] << left >>> right;
            }
        }
        return samples;
    }

    private void checkIndex(int index) {
        if (index < 0 || index >= pixel.frames()) {
            throw new ImageException(Kind.NO_SUCH_FRAME, "frame " + (index + 1));
        }
    }
}
