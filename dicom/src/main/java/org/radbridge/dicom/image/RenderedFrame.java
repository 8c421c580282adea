package org.radbridge.dicom.image;

import java.util.Optional;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.image.codec.ImageException;

/**
 * A frame as a screen shows it.
 *
 * @param channels 1 for grey, 3 for RGB
 * @param bytes row by row from the top left, the channels of a pixel side by side
 */
@SuppressWarnings("ArrayRecordComponent")
public record RenderedFrame(int width, int height, int channels, byte[] bytes) {

    public RenderedFrame {
        if (bytes.length != width * height * channels) {
            throw new IllegalArgumentException("size and bytes differ");
        }
    }

    /**
     * Decodes and renders a frame.
     *
     * @param index counted from 0
     * @param window instead of the image's own, for greyscale
     * @throws ImageException when the frame cannot be decoded or shown
     */
    public static RenderedFrame of(Image image, int index, Optional<Window> window) {
        Frame frame = image.frame(index);
        byte[] bytes =
                switch (frame.pixel().photometricInterpretation()) {
                    case MONOCHROME1, MONOCHROME2 -> GreyScale.render(image, index, frame, window);
                    case PALETTE_COLOR -> palette(image, frame);
                    case RGB -> rgb(frame);
                    case YBR_FULL -> ybr(frame);
                    case YBR_FULL_422, YBR_ICT, YBR_RCT ->
                            throw new IllegalStateException("frames are never subsampled");
                };
        return new RenderedFrame(
                frame.columns(),
                frame.rows(),
                frame.pixel().photometricInterpretation().isGrey() ? 1 : 3,
                bytes);
    }

    private static byte[] palette(Image image, Frame frame) {
        boolean signed = frame.pixel().signed();
        LookupTable[] tables = {
            palette(
                    image.dataSet(),
                    Tag.RedPaletteColorLookupTableDescriptor,
                    Tag.RedPaletteColorLookupTableData,
                    Tag.SegmentedRedPaletteColorLookupTableData,
                    signed),
            palette(
                    image.dataSet(),
                    Tag.GreenPaletteColorLookupTableDescriptor,
                    Tag.GreenPaletteColorLookupTableData,
                    Tag.SegmentedGreenPaletteColorLookupTableData,
                    signed),
            palette(
                    image.dataSet(),
                    Tag.BluePaletteColorLookupTableDescriptor,
                    Tag.BluePaletteColorLookupTableData,
                    Tag.SegmentedBluePaletteColorLookupTableData,
                    signed)
        };
        int[] samples = frame.samples();
        byte[] rgb = new byte[samples.length * 3];
        for (int channel = 0; channel < 3; channel++) {
            LookupTable table = tables[channel];
            int shift = Math.max(0, table.bits() - 8);
            for (int i = 0; i < samples.length; i++) {
                rgb[3 * i + channel] = (byte) (table.apply(samples[i]) >> shift);
            }
        }
        return rgb;
    }

    private static LookupTable palette(
            DataSet image, int descriptor, int data, int segments, boolean signed) {
        return image.contains(segments) && !image.contains(data)
                ? LookupTable.ofSegments(image, descriptor, segments, signed)
                : LookupTable.of(image, descriptor, data, signed);
    }

    private static byte[] rgb(Frame frame) {
        int[] samples = frame.samples();
        int shift = Math.max(0, frame.pixel().bitsStored() - 8);
        byte[] rgb = new byte[samples.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (samples[i] >> shift);
        }
        return rgb;
    }

    /** PS3.3 C.7.6.3.1.2, the equations of ITU-T T.871. */
    private static byte[] ybr(Frame frame) {
        int[] samples = frame.samples();
        int shift = Math.max(0, frame.pixel().bitsStored() - 8);
        byte[] rgb = new byte[samples.length];
        for (int i = 0; i < rgb.length; i += 3) {
            int y = samples[i] >> shift;
            int cb = (samples[i + 1] >> shift) - 128;
            int cr = (samples[i + 2] >> shift) - 128;
            rgb[i] = clamped(y + 1.402 * cr);
            rgb[i + 1] = clamped(y - 0.344136 * cb - 0.714136 * cr);
            rgb[i + 2] = clamped(y + 1.772 * cb);
        }
        return rgb;
    }

    private static byte clamped(double value) {
        return (byte) Math.clamp(Math.round(value), 0, 255);
    }

    /**
     * The frame made to fit, its proportions kept and each pixel the mean of those that it covers;
     * itself when it already fits.
     */
    public RenderedFrame fitted(int maxWidth, int maxHeight) {
        double scale = Math.min((double) maxWidth / width, (double) maxHeight / height);
        if (scale >= 1) {
            return this;
        }
        int toWidth = Math.max(1, (int) Math.round(width * scale));
        int toHeight = Math.max(1, (int) Math.round(height * scale));
        byte[] fitted = new byte[toWidth * toHeight * channels];
        int to = 0;
        for (int y = 0; y < toHeight; y++) {
            int top = (int) ((long) y * height / toHeight);
            int bottom = Math.max(top + 1, (int) ((long) (y + 1) * height / toHeight));
            for (int x = 0; x < toWidth; x++) {
                int left = (int) ((long) x * width / toWidth);
                int right = Math.max(left + 1, (int) ((long) (x + 1) * width / toWidth));
                int area = (bottom - top) * (right - left);
                for (int channel = 0; channel < channels; channel++) {
                    long sum = area / 2;
                    for (int row = top; row < bottom; row++) {
                        for (int column = left; column < right; column++) {
                            sum += bytes[(row * width + column) * channels + channel] & 0xFF;
                        }
                    }
                    fitted[to++] = (byte) (sum / area);
                }
            }
        }
        return new RenderedFrame(toWidth, toHeight, channels, fitted);
    }
}
