package org.radbridge.dicom.image;

import org.radbridge.dicom.image.codec.FrameShape;

/**
 * One decoded frame of stored values (PS3.3 C.7.6.3.1).
 *
 * @param pixel the module that describes it; the photometric interpretation is what the samples are
 *     now, after any codestream's own colour transform was undone, and never planar or subsampled
 * @param samples row by row from the top left, the samples of a pixel side by side; signed as the
 *     module says, 32-bit unsigned values above 2^31-1 negative. Owned by the frame's user
 */
@SuppressWarnings("ArrayRecordComponent")
public record Frame(ImagePixel pixel, int[] samples) {

    public Frame {
        if (samples.length != pixel.shape().samples()) {
            throw new IllegalArgumentException("samples and shape differ");
        }
    }

    public int rows() {
        return pixel.shape().rows();
    }

    public int columns() {
        return pixel.shape().columns();
    }

    /** One value, of the first sample for colour. */
    public long value(int row, int column) {
        int sample = samples[(row * columns() + column) * pixel.shape().samplesPerPixel()];
        return pixel.signed() ? sample : Integer.toUnsignedLong(sample);
    }

    /**
     * The frame in native form (PS3.5 section 8.1): little-endian cells, samples of a pixel side by
     * side, single bits packed from the lowest.
     */
    public byte[] cells() {
        FrameShape shape = pixel.shape();
        return switch (shape.bitsAllocated()) {
            case 1 -> bits();
            case 8 -> {
                byte[] cells = new byte[samples.length];
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = (byte) samples[i];
                }
                yield cells;
            }
            case 16 -> {
                byte[] cells = new byte[samples.length * 2];
                for (int i = 0; i < samples.length; i++) {
                    cells[2 * i] = (byte) samples[i];
                    cells[2 * i + 1] = (byte) (samples[i] >> 8);
                }
                yield cells;
            }
            default -> {
                byte[] cells = new byte[Math.multiplyExact(samples.length, 4)];
                for (int i = 0; i < samples.length; i++) {
                    cells[4 * i] = (byte) samples[i];
                    cells[4 * i + 1] = (byte) (samples[i] >> 8);
                    cells[4 * i + 2] = (byte) (samples[i] >> 16);
                    cells[4 * i + 3] = (byte) (samples[i] >> 24);
                }
                yield cells;
            }
        };
    }

    private byte[] bits() {
        byte[] cells = new byte[(samples.length + 7) / 8];
        for (int i = 0; i < samples.length; i++) {
            cells[i >> 3] |= (byte) ((samples[i] & 1) << (i & 7));
        }
        return cells;
    }
}
