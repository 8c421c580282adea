package org.radbridge.dicom.image.codec;

import org.radbridge.dicom.image.codec.ImageException.Kind;

/**
 * What a decoder must find in a frame, from the Image Pixel Module (PS3.3 C.7.6.3).
 *
 * @param rows (0028,0010)
 * @param columns (0028,0011)
 * @param samplesPerPixel (0028,0002), 1 to 4
 * @param bitsAllocated (0028,0100): 1, 8, 16 or 32
 */
public record FrameShape(int rows, int columns, int samplesPerPixel, int bitsAllocated) {

    /** Samples of the largest frame that is decoded: 256 MiB of memory. */
    public static final int MAX_SAMPLES = 1 << 26;

    public FrameShape {
        if (rows < 1 || columns < 1 || rows > 0xFFFF || columns > 0xFFFF) {
            throw new ImageException(Kind.INVALID_ATTRIBUTE, "Rows or Columns");
        }
        if (samplesPerPixel < 1 || samplesPerPixel > 4) {
            throw new ImageException(Kind.INVALID_ATTRIBUTE, "Samples per Pixel");
        }
        if (bitsAllocated != 1
                && bitsAllocated != 8
                && bitsAllocated != 16
                && bitsAllocated != 32) {
            throw new ImageException(Kind.UNSUPPORTED, "Bits Allocated");
        }
        if ((long) rows * columns * samplesPerPixel > MAX_SAMPLES) {
            throw new ImageException(Kind.TOO_LARGE, "more samples in a frame than are decoded");
        }
    }

    /** Pixels of the frame. */
    public int pixels() {
        return rows * columns;
    }

    /** Samples of the frame. */
    public int samples() {
        return rows * columns * samplesPerPixel;
    }
}
