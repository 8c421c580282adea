package org.radbridge.dicom.image;

import java.util.Arrays;
import org.radbridge.dicom.image.codec.FrameShape;
import org.radbridge.dicom.image.codec.ImageException;
import org.radbridge.dicom.image.codec.ImageException.Kind;

/** Uncompressed Pixel Data (PS3.5 section 8.1): little-endian cells, frame after frame. */
final class NativePixelData {

    private NativePixelData() {}

    /** The cells of one frame, counted from 0; single bits moved to begin at a byte. */
    static byte[] frame(byte[] pixelData, ImagePixel pixel, int index) {
        long bits = pixel.nativeBits();
        long start = bits * index;
        if ((long) pixelData.length * 8 < start + bits) {
            throw new ImageException(Kind.TRUNCATED, "Pixel Data ends before the frame does");
        }
        int length = Math.toIntExact((bits + 7) / 8);
        int from = Math.toIntExact(start / 8);
        int offset = (int) (start % 8);
        if (offset == 0) {
            return Arrays.copyOfRange(pixelData, from, from + length);
        }
        byte[] frame = new byte[length];
        for (int i = 0; i < length; i++) {
            int low = (pixelData[from + i] & 0xFF) >> offset;
            int high = from + i + 1 < pixelData.length ? pixelData[from + i + 1] << 8 - offset : 0;
            frame[i] = (byte) (low | high);
        }
        return frame;
    }

    /** The values of a frame's cells, still with whatever lies beside the stored bits. */
    static int[] values(byte[] cells, ImagePixel pixel) {
        if (pixel.photometricInterpretation() == PhotometricInterpretation.YBR_FULL_422) {
            return subsampled(cells, pixel);
        }
        FrameShape shape = pixel.shape();
        int[] values = new int[shape.samples()];
        read(cells, shape.bitsAllocated(), values);
        return pixel.planar() ? interleaved(values, shape) : values;
    }

    private static void read(byte[] cells, int bitsAllocated, int[] values) {
        switch (bitsAllocated) {
            case 1 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = cells[i >> 3] >> (i & 7) & 1;
                }
            }
            case 8 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = cells[i] & 0xFF;
                }
            }
            case 16 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = cells[2 * i] & 0xFF | (cells[2 * i + 1] & 0xFF) << 8;
                }
            }
            default -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] =
                            cells[4 * i] & 0xFF
                                    | (cells[4 * i + 1] & 0xFF) << 8
                                    | (cells[4 * i + 2] & 0xFF) << 16
                                    | cells[4 * i + 3] << 24;
                }
            }
        }
    }

    private static int[] interleaved(int[] planes, FrameShape shape) {
        int[] samples = new int[planes.length];
        int pixels = shape.pixels();
        int count = shape.samplesPerPixel();
        for (int plane = 0; plane < count; plane++) {
            for (int i = 0; i < pixels; i++) {
                samples[i * count + plane] = planes[plane * pixels + i];
            }
        }
        return samples;
    }

    /** Y, Y, Cb, Cr for every two pixels of a row (PS3.3 C.7.6.3.1.2). */
    private static int[] subsampled(byte[] cells, ImagePixel pixel) {
        FrameShape shape = pixel.shape();
        if (shape.bitsAllocated() != 8 || shape.columns() % 2 != 0) {
            throw new ImageException(Kind.UNSUPPORTED, "YBR_FULL_422 of such a shape");
        }
        int[] samples = new int[shape.samples()];
        for (int from = 0, to = 0; to < samples.length; from += 4, to += 6) {
            samples[to] = cells[from] & 0xFF;
            samples[to + 3] = cells[from + 1] & 0xFF;
            samples[to + 1] = samples[to + 4] = cells[from + 2] & 0xFF;
            samples[to + 2] = samples[to + 5] = cells[from + 3] & 0xFF;
        }
        return samples;
    }
}
