package org.radbridge.dicom.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Baseline JPEG (ITU-T T.81 process 1) in a JFIF file (ITU-T T.871): grey, or YCbCr whose chroma is
 * not subsampled, so that coloured marks in a picture keep their edges. What is lost is said by
 * {@code quality} alone.
 */
public final class JpegEncoder {
    private static final int SIDE = 8;
    private static final int COEFFICIENTS = 64;
    private static final int LARGEST_SIDE = 0xFFFF;

    private static final int START_OF_IMAGE = 0xFFD8;
    private static final int END_OF_IMAGE = 0xFFD9;
    private static final int APPLICATION_0 = 0xFFE0;
    private static final int QUANTIZATION = 0xFFDB;
    private static final int START_OF_FRAME_BASELINE = 0xFFC0;
    private static final int HUFFMAN = 0xFFC4;
    private static final int START_OF_SCAN = 0xFFDA;

    /** Natural position of each coefficient in zig-zag order (figure A.6). */
    private static final int[] ZIG_ZAG = zigZag();

    /** Tables K.1 and K.2. */
    private static final int[] LUMINANCE = {
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69,
        56, 14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81,
        104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99
    };

    private static final int[] CHROMINANCE = {
        17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99,
        99, 47, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99
    };

    private final RenderedFrame frame;
    private final int[][] quantization;
    private final ByteArrayOutputStream file;
    private final float[] block = new float[COEFFICIENTS];
    private final int[] coded = new int[COEFFICIENTS];

    private JpegEncoder(RenderedFrame frame, int quality) {
        this.frame = frame;
        this.quantization = new int[][] {scaled(LUMINANCE, quality), scaled(CHROMINANCE, quality)};
        this.file = new ByteArrayOutputStream(1024 + frame.bytes().length / 4);
    }

    /**
     * The frame as a JPEG file.
     *
     * @param quality 1, small, to 100, within rounding of what was given; as the IJG's programs
     *     count it
     */
    public static byte[] encode(RenderedFrame frame, int quality) {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("quality is 1 to 100");
        }
        if (frame.width() > LARGEST_SIDE || frame.height() > LARGEST_SIDE) {
            throw new IllegalArgumentException("JPEG has sides of up to " + LARGEST_SIDE);
        }
        return new JpegEncoder(frame, quality).encode();
    }

    private static int[] scaled(int[] table, int quality) {
        int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        int[] scaled = new int[COEFFICIENTS];
        for (int i = 0; i < COEFFICIENTS; i++) {
            scaled[i] = Math.clamp((table[i] * percent + 50) / 100, 1, 255);
        }
        return scaled;
    }

    private static int[] zigZag() {
        int[] order = new int[COEFFICIENTS];
        int next = 0;
        for (int diagonal = 0; diagonal < 2 * SIDE - 1; diagonal++) {
            for (int i = 0; i <= diagonal; i++) {
                int row = diagonal % 2 == 0 ? diagonal - i : i;
                int column = diagonal - row;
                if (row < SIDE && column < SIDE) {
                    order[next++] = row * SIDE + column;
                }
            }
        }
        return order;
    }

    private byte[] encode() {
        boolean colour = frame.channels() == 3;
        int tables = colour ? 2 : 1;
        word(START_OF_IMAGE);
        // version 1.02, square pixels, no thumbnail
        segment(APPLICATION_0, "JFIF\0\1\2\0\0\1\0\1\0\0".getBytes(StandardCharsets.ISO_8859_1));
        for (int table = 0; table < tables; table++) {
            segment(QUANTIZATION, quantizationTable(table));
        }
        segment(START_OF_FRAME_BASELINE, frameHeader(colour));
        huffman(0x00, HuffmanCode.LUMINANCE_DC);
        huffman(0x10, HuffmanCode.LUMINANCE_AC);
        if (colour) {
            huffman(0x01, HuffmanCode.CHROMINANCE_DC);
            huffman(0x11, HuffmanCode.CHROMINANCE_AC);
        }
        segment(
                START_OF_SCAN,
                colour
                        ? new byte[] {3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0}
                        : new byte[] {1, 1, 0x00, 0, 63, 0});
        scan(colour);
        word(END_OF_IMAGE);
        return file.toByteArray();
    }

    // --- segments

    private void word(int value) {
        file.write(value >> 8);
        file.write(value);
    }

    private void segment(int marker, byte[] body) {
        word(marker);
        word(body.length + 2);
        file.writeBytes(body);
    }

    private byte[] quantizationTable(int table) {
        byte[] body = new byte[1 + COEFFICIENTS];
        body[0] = (byte) table;
        for (int k = 0; k < COEFFICIENTS; k++) {
            body[k + 1] = (byte) quantization[table][ZIG_ZAG[k]];
        }
        return body;
    }

    /** Eight bits, no subsampling; chroma by the second tables. */
    private byte[] frameHeader(boolean colour) {
        byte height = (byte) (frame.height() >> 8);
        byte width = (byte) (frame.width() >> 8);
        byte lowHeight = (byte) frame.height();
        byte lowWidth = (byte) frame.width();
        return colour
                ? new byte[] {
                    8, height, lowHeight, width, lowWidth, 3, 1, 0x11, 0, 2, 0x11, 1, 3, 0x11, 1
                }
                : new byte[] {8, height, lowHeight, width, lowWidth, 1, 1, 0x11, 0};
    }

    private void huffman(int identity, HuffmanCode code) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(identity);
        body.writeBytes(code.counts());
        body.writeBytes(code.symbols());
        segment(HUFFMAN, body.toByteArray());
    }

    // --- picture

    private void scan(boolean colour) {
        JpegBitWriter bits = new JpegBitWriter(file);
        int[] previous = new int[3];
        for (int top = 0; top < frame.height(); top += SIDE) {
            for (int left = 0; left < frame.width(); left += SIDE) {
                for (int component = 0; component < frame.channels(); component++) {
                    samples(top, left, colour, component);
                    quantize(quantization[component == 0 ? 0 : 1]);
                    bits.block(
                            coded,
                            previous[component],
                            component == 0 ? HuffmanCode.LUMINANCE_DC : HuffmanCode.CHROMINANCE_DC,
                            component == 0 ? HuffmanCode.LUMINANCE_AC : HuffmanCode.CHROMINANCE_AC);
                    previous[component] = coded[0];
                }
            }
        }
        bits.close();
    }

    /** Fills the block, level shifted; beyond the picture its last row and column go on. */
    private void samples(int top, int left, boolean colour, int component) {
        byte[] pixels = frame.bytes();
        for (int i = 0; i < SIDE; i++) {
            int row = Math.min(top + i, frame.height() - 1) * frame.width();
            for (int j = 0; j < SIDE; j++) {
                int pixel = row + Math.min(left + j, frame.width() - 1);
                block[i * SIDE + j] =
                        colour
                                ? chroma(pixels, 3 * pixel, component)
                                : (pixels[pixel] & 0xFF) - 128;
            }
        }
    }

    /** ITU-T T.871 section 7, already level shifted. */
    private static float chroma(byte[] rgb, int at, int component) {
        int r = rgb[at] & 0xFF;
        int g = rgb[at + 1] & 0xFF;
        int b = rgb[at + 2] & 0xFF;
        return switch (component) {
            case 0 -> 0.299f * r + 0.587f * g + 0.114f * b - 128;
            case 1 -> -0.168736f * r - 0.331264f * g + 0.5f * b;
            default -> 0.5f * r - 0.418688f * g - 0.081312f * b;
        };
    }

    private void quantize(int[] table) {
        ForwardDct.transform(block);
        for (int k = 0; k < COEFFICIENTS; k++) {
            int natural = ZIG_ZAG[k];
            coded[k] = Math.round(block[natural] / table[natural]);
        }
    }
}
