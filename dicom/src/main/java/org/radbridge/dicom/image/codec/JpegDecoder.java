package org.radbridge.dicom.image.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * JPEG (ITU-T T.81) as DICOM uses it: sequential DCT of 8 and 12 bits (processes 1, 2 and 4) and
 * lossless of up to 16 bits with every predictor (process 14), Huffman coded.
 */
final class JpegDecoder implements FrameDecoder {

    @Override
    public int[] decode(byte[] frame, FrameShape shape) {
        return new Reading(frame, shape).read();
    }

    /** One frame being read. */
    private static final class Reading {
        private final byte[] bytes;
        private final FrameShape shape;
        private final int[][] quantization = new int[4][];
        private final byte[][] huffman = new byte[8][];
        private JpegComponent @Nullable [] components;
        private boolean lossless;
        private int precision;
        private int restartInterval;
        private int at;

        Reading(byte[] bytes, FrameShape shape) {
            this.bytes = bytes;
            this.shape = shape;
        }

        int[] read() {
            if (bytes.length < 4) {
                throw ImageException.truncated("JPEG");
            }
            if (u16(0) != 0xFFD8) {
                throw ImageException.malformed("no JPEG");
            }
            at = 2;
            while (!complete()) {
                int marker = marker();
                if (marker == 0xD9) {
                    throw ImageException.truncated("JPEG ends before its components");
                }
                int length = u16(at);
                int end = at + length;
                if (length < 2) {
                    throw ImageException.malformed("JPEG segment length");
                }
                if (end > bytes.length) {
                    throw ImageException.truncated("JPEG segment");
                }
                byte[] body = Arrays.copyOfRange(bytes, at + 2, end);
                at = end;
                segment(marker, body);
            }
            return samples();
        }

        private boolean complete() {
            return components != null
                    && Arrays.stream(components).allMatch(component -> component.decoded);
        }

        private void segment(int marker, byte[] body) {
            try {
                switch (marker) {
                    case 0xC0, 0xC1, 0xC3 -> frameHeader(marker, body);
                    case 0xC4 -> huffmanTables(body);
                    case 0xDB -> quantizationTables(body);
                    case 0xDD -> restartInterval = (body[0] & 0xFF) << 8 | body[1] & 0xFF;
                    case 0xDA -> scan(body);
                    case 0xC2, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF ->
                            throw ImageException.unsupported("JPEG process");
                    default -> {
                        // application data and comments
                    }
                }
            } catch (ArrayIndexOutOfBoundsException shorter) {
                throw ImageException.malformed("JPEG segment is too short");
            }
        }

        private int marker() {
            while (at + 3 < bytes.length) {
                if (bytes[at] == (byte) 0xFF && bytes[at + 1] != 0 && bytes[at + 1] != -1) {
                    at += 2;
                    return bytes[at - 1] & 0xFF;
                }
                at++;
            }
            throw ImageException.truncated("JPEG");
        }

        private int u16(int index) {
            return (bytes[index] & 0xFF) << 8 | bytes[index + 1] & 0xFF;
        }

        private void frameHeader(int marker, byte[] body) {
            if (components != null) {
                throw ImageException.malformed("second JPEG frame");
            }
            lossless = marker == 0xC3;
            precision = body[0];
            int rows = (body[1] & 0xFF) << 8 | body[2] & 0xFF;
            int columns = (body[3] & 0xFF) << 8 | body[4] & 0xFF;
            if (rows != shape.rows()
                    || columns != shape.columns()
                    || body[5] != shape.samplesPerPixel()
                    || precision > shape.bitsAllocated()) {
                throw ImageException.mismatch("size of the JPEG frame");
            }
            boolean allowed =
                    lossless
                            ? precision >= 2 && precision <= 16
                            : precision == 8 || precision == 12;
            if (!allowed) {
                throw ImageException.malformed("JPEG precision");
            }
            JpegComponent[] found = new JpegComponent[body[5]];
            int pixelsPerBlock = lossless ? 1 : 8;
            int maxH = 1;
            int maxV = 1;
            for (int i = 0; i < found.length; i++) {
                int h = body[7 + 3 * i] >> 4 & 0xF;
                int v = body[7 + 3 * i] & 0xF;
                if (h < 1 || h > 4 || v < 1 || v > 4 || lossless && (h != 1 || v != 1)) {
                    throw ImageException.unsupported("JPEG sampling factors");
                }
                found[i] = new JpegComponent(body[6 + 3 * i] & 0xFF, h, v, body[8 + 3 * i] & 3);
                maxH = Math.max(maxH, h);
                maxV = Math.max(maxV, v);
            }
            int mcusAcross = ceil(columns, pixelsPerBlock * maxH);
            int mcusDown = ceil(rows, pixelsPerBlock * maxV);
            for (JpegComponent component : found) {
                component.stride = mcusAcross * component.horizontal * pixelsPerBlock;
                component.plane =
                        new int
                                [Math.multiplyExact(
                                        component.stride,
                                        mcusDown * component.vertical * pixelsPerBlock)];
            }
            components = found;
        }

        private void huffmanTables(byte[] body) {
            int from = 0;
            while (from < body.length) {
                int index = (body[from] >> 4 & 1) << 2 | body[from] & 3;
                int count = 0;
                for (int i = 1; i <= 16; i++) {
                    count += body[from + i] & 0xFF;
                }
                if (count > 256 || from + 17 + count > body.length) {
                    throw ImageException.malformed("JPEG Huffman table");
                }
                huffman[index] = Arrays.copyOfRange(body, from + 1, from + 17 + count);
                from += 17 + count;
            }
        }

        private void quantizationTables(byte[] body) {
            int from = 0;
            while (from < body.length) {
                int width = (body[from] >> 4 & 0xF) == 0 ? 1 : 2;
                int[] table = new int[64];
                for (int i = 0; i < 64; i++) {
                    int index = from + 1 + width * i;
                    table[i] =
                            width == 1
                                    ? body[index] & 0xFF
                                    : (body[index] & 0xFF) << 8 | body[index + 1] & 0xFF;
                }
                quantization[body[from] & 3] = table;
                from += 1 + 64 * width;
            }
        }

        private HuffmanTable table(int index) {
            byte[] segment = huffman[index];
            if (segment == null) {
                throw ImageException.malformed("JPEG Huffman table is missing");
            }
            return new HuffmanTable(segment);
        }

        private void scan(byte[] body) {
            if (components == null) {
                throw ImageException.malformed("JPEG scan before its frame");
            }
            int count = body[0];
            if (count < 1 || count > components.length) {
                throw ImageException.malformed("JPEG scan");
            }
            JpegComponent[] scanned = new JpegComponent[count];
            HuffmanTable[] dc = new HuffmanTable[count];
            HuffmanTable[] ac = new HuffmanTable[count];
            int[][] steps = new int[count][];
            for (int i = 0; i < count; i++) {
                int id = body[1 + 2 * i] & 0xFF;
                scanned[i] =
                        Arrays.stream(components)
                                .filter(component -> component.id == id)
                                .findFirst()
                                .orElseThrow(() -> ImageException.malformed("JPEG component"));
                if (scanned[i].decoded) {
                    throw ImageException.malformed("JPEG component comes twice");
                }
                scanned[i].decoded = true;
                dc[i] = table(body[2 + 2 * i] >> 4 & 3);
                if (!lossless) {
                    ac[i] = table(4 | body[2 + 2 * i] & 3);
                    steps[i] = quantization[scanned[i].quantization];
                    if (steps[i] == null) {
                        throw ImageException.malformed("JPEG quantization table is missing");
                    }
                }
            }
            JpegBits bits = new JpegBits(bytes, at);
            if (lossless) {
                int predictor = body[1 + 2 * count];
                int pointTransform = body[3 + 2 * count] & 0xF;
                if (predictor < 1 || predictor > 7 || pointTransform >= precision) {
                    throw ImageException.malformed("JPEG predictor");
                }
                JpegLosslessScan.read(
                        bits,
                        scanned,
                        dc,
                        shape,
                        predictor,
                        precision,
                        pointTransform,
                        restartInterval);
            } else {
                new JpegDctScan(bits, scanned, dc, ac, steps, precision, restartInterval)
                        .read(shape, components);
            }
            at = bits.position();
        }

        /** Planes side by side; chroma between its samples by its distance from each (T.871). */
        private int[] samples() {
            JpegComponent[] planes = components;
            if (planes == null) {
                throw new IllegalStateException("complete only with components");
            }
            int maxH = Arrays.stream(planes).mapToInt(c -> c.horizontal).max().orElse(1);
            int maxV = Arrays.stream(planes).mapToInt(c -> c.vertical).max().orElse(1);
            int[] samples = new int[shape.samples()];
            for (int c = 0; c < planes.length; c++) {
                JpegComponent plane = planes[c];
                int width = ceil(shape.columns() * plane.horizontal, maxH);
                int height = ceil(shape.rows() * plane.vertical, maxV);
                int to = c;
                for (int y = 0; y < shape.rows(); y++) {
                    int down = Math.max(0, ((2 * y + 1) * plane.vertical * 128) / maxV - 128);
                    int row = Math.min(down >> 8, height - 1) * plane.stride;
                    int next = Math.min((down >> 8) + 1, height - 1) * plane.stride;
                    int lower = down & 0xFF;
                    if (plane.horizontal == maxH && plane.vertical == maxV) {
                        for (int x = 0; x < shape.columns(); x++, to += planes.length) {
                            samples[to] = plane.plane[row + x];
                        }
                        continue;
                    }
                    for (int x = 0; x < shape.columns(); x++, to += planes.length) {
                        int across =
                                Math.max(0, ((2 * x + 1) * plane.horizontal * 128) / maxH - 128);
                        int left = Math.min(across >> 8, width - 1);
                        int right = Math.min(left + 1, width - 1);
                        int nearer = across & 0xFF;
                        int upper =
                                plane.plane[row + left] * (256 - nearer)
                                        + plane.plane[row + right] * nearer;
                        int under =
                                plane.plane[next + left] * (256 - nearer)
                                        + plane.plane[next + right] * nearer;
                        samples[to] = (upper * (256 - lower) + under * lower + 32768) >> 16;
                    }
                }
            }
            return samples;
        }
    }

    static int ceil(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
