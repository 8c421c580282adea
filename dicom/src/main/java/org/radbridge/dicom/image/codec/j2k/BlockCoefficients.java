package org.radbridge.dicom.image.codec.j2k;

import java.util.Arrays;

/**
 * The coefficients of a code-block while it is decoded: magnitudes with one bit below the point, so
 * that what was not decoded of one counts as the middle of its interval (E.1.1.2, r = 1/2), and
 * flags. A border of one lies around them, so that no neighbour needs a check.
 */
final class BlockCoefficients {

    /** Bit-planes that a magnitude has room for. */
    static final int MAX_PLANES = 30;

    /** The flag of a coefficient below zero; the others belong to the decoder. */
    static final int NEGATIVE = 1 << 15;

    int[] flags = new int[66 * 66];
    int[] magnitudes = new int[66 * 66];

    /** The codeword segments side by side. */
    byte[] bytes = new byte[1 << 12];

    int width;
    int height;

    /** From a coefficient to the one below it. */
    int stride;

    void begin(CodeBlock block, byte[] tile) {
        width = block.area.width();
        height = block.area.height();
        stride = width + 2;
        int cells = stride * (height + 2);
        if (flags.length < cells) {
            flags = new int[cells];
            magnitudes = new int[cells];
        } else {
            Arrays.fill(flags, 0, cells, 0);
            Arrays.fill(magnitudes, 0, cells, 0);
        }
        int length = block.length();
        if (bytes.length < length) {
            bytes = new byte[length];
        }
        block.copyTo(bytes, tile);
    }

    /** Where the first coefficient of a row is. */
    int row(int row) {
        return (row + 1) * stride + 1;
    }

    /** Undoes the shift of a region of interest (H.1), and puts the block into its plane. */
    void end(CodeBlock block, Subband band, Plane plane) {
        int x = band.planeX() + block.area.x0() - band.area().x0();
        int y = band.planeY() + block.area.y0() - band.area().y0();
        int shift = band.regionShift();
        for (int row = 0; row < height; row++) {
            int at = row(row);
            for (int column = 0; column < width; column++, at++) {
                int magnitude = magnitudes[at];
                if (shift > 0 && shift < Integer.SIZE - 1 && magnitude >> 1 >> shift != 0) {
                    magnitude >>= shift;
                }
                magnitudes[at] = (flags[at] & NEGATIVE) != 0 ? -magnitude : magnitude;
            }
            plane.put(x, y + row, magnitudes, row(row), width, band);
        }
    }
}
