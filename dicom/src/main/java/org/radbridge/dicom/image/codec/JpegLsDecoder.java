package org.radbridge.dicom.image.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * JPEG-LS (ITU-T T.87), lossless and near-lossless, of 2 to 16 bits: one component a scan, or
 * several interleaved by line or by sample. Mapping tables, which DICOM has no use for, are
 * refused.
 */
final class JpegLsDecoder implements FrameDecoder {

    private static final byte[] COLOUR_TRANSFORM = {'m', 'r', 'f', 'x'};

    @Override
    public int[] decode(byte[] frame, FrameShape shape) {
        return new Reading(frame, shape).read();
    }

    /** How a scan holds its components (T.87 C.2.3, ILV). */
    private enum Interleave {
        NONE,
        LINE,
        SAMPLE
    }

    /** One frame being read. */
    private static final class Reading {
        private final byte[] bytes;
        private final FrameShape shape;
        private final int[] preset = new int[5];
        private final boolean[] decoded;
        private int[] samples = new int[0];
        private int @Nullable [] components;
        private int precision;
        private int restartInterval;
        private int at = 2;

        Reading(byte[] bytes, FrameShape shape) {
            this.bytes = bytes;
            this.shape = shape;
            this.decoded = new boolean[shape.samplesPerPixel()];
        }

        int[] read() {
            if (bytes.length < 4) {
                throw ImageException.truncated("JPEG-LS");
            }
            if (bytes[0] != (byte) 0xFF || bytes[1] != (byte) 0xD8) {
                throw ImageException.malformed("no JPEG-LS");
            }
            while (!complete()) {
                int marker = marker();
                if (marker == 0xD9) {
                    throw ImageException.truncated("JPEG-LS ends before its components");
                }
                if (at + 2 > bytes.length) {
                    throw ImageException.truncated("JPEG-LS segment");
                }
                int length = u16(bytes, at);
                int end = at + length;
                if (length < 2) {
                    throw ImageException.malformed("JPEG-LS segment length");
                }
                if (end > bytes.length) {
                    throw ImageException.truncated("JPEG-LS segment");
                }
                byte[] body = Arrays.copyOfRange(bytes, at + 2, end);
                at = end;
                segment(marker, body);
            }
            return samples;
        }

        private boolean complete() {
            for (boolean done : decoded) {
                if (!done) {
                    return false;
                }
            }
            return true;
        }

        /** The next marker, which nothing but fill bytes may come before. */
        private int marker() {
            while (at + 1 < bytes.length && bytes[at] == -1 && bytes[at + 1] == -1) {
                at++;
            }
            if (at + 1 >= bytes.length) {
                throw ImageException.truncated("JPEG-LS");
            }
            if (bytes[at] != -1 || bytes[at + 1] >= 0) {
                throw ImageException.malformed("JPEG-LS marker");
            }
            at += 2;
            return bytes[at - 1] & 0xFF;
        }

        private void segment(int marker, byte[] body) {
            switch (marker) {
                case 0xF7 -> frameHeader(body);
                case 0xF8 -> presetParameters(body);
                case 0xDD -> restartInterval = restartInterval(body);
                case 0xDA -> scan(body);
                case 0xE8 -> refuseColourTransform(body);
                case 0xC0, 0xC1, 0xC2, 0xC3 -> throw ImageException.unsupported("JPEG process");
                default -> {
                    // application data and comments
                }
            }
        }

        private void frameHeader(byte[] body) {
            if (components != null) {
                throw ImageException.malformed("second JPEG-LS frame");
            }
            precision = u8(body, 0);
            int count = u8(body, 5);
            if (u16(body, 1) != shape.rows()
                    || u16(body, 3) != shape.columns()
                    || count != shape.samplesPerPixel()
                    || precision > shape.bitsAllocated()) {
                throw ImageException.mismatch("size of the JPEG-LS frame");
            }
            if (precision < 2 || precision > 16) {
                throw ImageException.malformed("JPEG-LS precision");
            }
            int[] found = new int[count];
            for (int i = 0; i < count; i++) {
                found[i] = u8(body, 6 + 3 * i);
                if (u8(body, 7 + 3 * i) != 0x11) {
                    throw ImageException.unsupported("JPEG-LS sampling factors");
                }
            }
            components = found;
            samples = new int[shape.samples()];
        }

        /** C.2.4.1: coding parameters; the other kinds are mapping tables and larger sizes. */
        private void presetParameters(byte[] body) {
            if (u8(body, 0) != 1) {
                throw ImageException.unsupported("JPEG-LS mapping table or extended size");
            }
            for (int i = 0; i < preset.length; i++) {
                preset[i] = u16(body, 1 + 2 * i);
            }
        }

        /** C.2.5: a number of two to four bytes. */
        private static int restartInterval(byte[] body) {
            int lines = 0;
            if (body.length < 2 || body.length > 4) {
                throw ImageException.malformed("JPEG-LS restart interval");
            }
            for (byte part : body) {
                lines = lines << 8 | part & 0xFF;
            }
            return lines < 0 ? Integer.MAX_VALUE : lines; // no frame has so many lines
        }

        /** An extension of one maker that DICOM does not know; without its undoing colours lie. */
        private static void refuseColourTransform(byte[] body) {
            if (body.length > 4
                    && Arrays.equals(body, 0, 4, COLOUR_TRANSFORM, 0, 4)
                    && body[4] != 0) {
                throw ImageException.unsupported("JPEG-LS colour transform");
            }
        }

        private void scan(byte[] body) {
            int count = u8(body, 0);
            if (components == null || count < 1 || count > components.length) {
                throw ImageException.malformed("JPEG-LS scan");
            }
            int[] offsets = new int[count];
            for (int i = 0; i < count; i++) {
                offsets[i] = component(components, u8(body, 1 + 2 * i));
                if (u8(body, 2 + 2 * i) != 0) {
                    throw ImageException.unsupported("JPEG-LS mapping table");
                }
            }
            int near = u8(body, 1 + 2 * count);
            Interleave interleave = interleave(u8(body, 2 + 2 * count), count);
            if (u8(body, 3 + 2 * count) != 0) {
                throw ImageException.unsupported("JPEG-LS point transform");
            }
            JpegLsParameters parameters = JpegLsParameters.of(precision, near, preset);
            JpegLsBits bits = new JpegLsBits(bytes, at);
            new JpegLsScan(bits, parameters, shape.columns(), count)
                    .read(
                            samples,
                            shape,
                            offsets,
                            interleave == Interleave.SAMPLE,
                            restartInterval);
            at = bits.position();
        }

        private int component(int[] known, int id) {
            for (int i = 0; i < known.length; i++) {
                if (known[i] == id && !decoded[i]) {
                    decoded[i] = true;
                    return i;
                }
            }
            throw ImageException.malformed("JPEG-LS component is unknown or comes twice");
        }

        private static Interleave interleave(int value, int components) {
            if (value > 2 || (value == 0 && components > 1)) {
                throw ImageException.malformed("JPEG-LS interleave mode");
            }
            return components == 1 ? Interleave.NONE : Interleave.values()[value];
        }

        private static int u16(byte[] from, int index) {
            return u8(from, index) << 8 | u8(from, index + 1);
        }

        private static int u8(byte[] from, int index) {
            if (index >= from.length) {
                throw ImageException.malformed("JPEG-LS segment is too short");
            }
            return from[index] & 0xFF;
        }
    }
}
