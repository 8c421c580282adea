package org.radbridge.dicom.image.codec;

import java.util.Arrays;

/** A scan of sequential DCT (ITU-T T.81 annexes A and F): blocks of 8 by 8 coefficients. */
final class JpegDctScan {

    private static final int[] ZIGZAG = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27,
        20, 13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
        58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63
    };

    /** The basis of the inverse DCT (A.3.3): value of frequency u at place x, at 8 u + x. */
    private static final float[] BASIS = new float[64];

    static {
        for (int u = 0; u < 8; u++) {
            for (int x = 0; x < 8; x++) {
                double scale = u == 0 ? Math.sqrt(0.125) : 0.5;
                BASIS[8 * u + x] = (float) (scale * Math.cos((2 * x + 1) * u * Math.PI / 16));
            }
        }
    }

    private final JpegBits bits;
    private final JpegComponent[] scanned;
    private final HuffmanTable[] dc;
    private final HuffmanTable[] ac;
    private final int[][] steps;
    private final int precision;
    private final int restartInterval;
    private final int[] lastDc;
    private final float[] block = new float[64];
    private final float[] rows = new float[64];

    JpegDctScan(
            JpegBits bits,
            JpegComponent[] scanned,
            HuffmanTable[] dc,
            HuffmanTable[] ac,
            int[][] steps,
            int precision,
            int restartInterval) {
        this.bits = bits;
        this.scanned = scanned;
        this.dc = dc;
        this.ac = ac;
        this.steps = steps;
        this.precision = precision;
        this.restartInterval = restartInterval;
        this.lastDc = new int[scanned.length];
    }

    void read(FrameShape shape, JpegComponent[] all) {
        int maxH = Arrays.stream(all).mapToInt(component -> component.horizontal).max().orElse(1);
        int maxV = Arrays.stream(all).mapToInt(component -> component.vertical).max().orElse(1);
        boolean single = scanned.length == 1;
        JpegComponent only = scanned[0];
        int across =
                single
                        ? JpegDecoder.ceil(
                                JpegDecoder.ceil(shape.columns() * only.horizontal, maxH), 8)
                        : JpegDecoder.ceil(shape.columns(), 8 * maxH);
        int down =
                single
                        ? JpegDecoder.ceil(JpegDecoder.ceil(shape.rows() * only.vertical, maxV), 8)
                        : JpegDecoder.ceil(shape.rows(), 8 * maxV);
        for (int mcu = 0; mcu < across * down; mcu++) {
            if (restartInterval != 0 && mcu != 0 && mcu % restartInterval == 0) {
                bits.restart();
                Arrays.fill(lastDc, 0);
            }
            int column = mcu % across;
            int row = mcu / across;
            if (single) {
                block(0, column, row);
                continue;
            }
            for (int c = 0; c < scanned.length; c++) {
                JpegComponent component = scanned[c];
                for (int v = 0; v < component.vertical; v++) {
                    for (int h = 0; h < component.horizontal; h++) {
                        block(c, column * component.horizontal + h, row * component.vertical + v);
                    }
                }
            }
        }
    }

    private void block(int c, int column, int row) {
        Arrays.fill(block, 0);
        int length = dc[c].decode(bits);
        if (length > 15) {
            throw ImageException.malformed("JPEG DC difference");
        }
        lastDc[c] += bits.signed(length);
        block[0] = lastDc[c] * steps[c][0];
        int k = 1;
        while (k < 64) {
            int symbol = ac[c].decode(bits);
            int size = symbol & 0xF;
            k += symbol >> 4;
            if (size == 0) {
                if (symbol != 0xF0) {
                    break; // end of block
                }
                k++;
                continue;
            }
            if (k > 63) {
                throw ImageException.malformed("JPEG coefficients");
            }
            block[ZIGZAG[k]] = bits.signed(size) * steps[c][k];
            k++;
        }
        inverse(scanned[c], (row * scanned[c].stride + column) * 8);
    }

    /** Rows first, without those that are nothing but zeros, then columns. */
    private void inverse(JpegComponent component, int to) {
        Arrays.fill(rows, 0);
        for (int v = 0; v < 8; v++) {
            for (int u = 0; u < 8; u++) {
                float coefficient = block[8 * v + u];
                if (coefficient != 0) {
                    for (int x = 0; x < 8; x++) {
                        rows[8 * v + x] += coefficient * BASIS[8 * u + x];
                    }
                }
            }
        }
        float middle = 1 << precision - 1;
        int maximum = (1 << precision) - 1;
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 8; x++) {
                float sum = middle + 0.5f;
                for (int v = 0; v < 8; v++) {
                    sum += BASIS[8 * v + y] * rows[8 * v + x];
                }
                int value = (int) Math.floor(sum);
                component.plane[to + y * component.stride + x] = Math.clamp(value, 0, maximum);
            }
        }
    }
}
