package org.radbridge.dicom.image.codec.j2k;

import org.radbridge.dicom.image.codec.ImageException;

/** Big-endian numbers out of a marker segment or a box, never past its end. */
final class SegmentBytes {

    private final byte[] bytes;
    private final int end;
    private int at;

    SegmentBytes(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    int remaining() {
        return end - at;
    }

    int u8() {
        need(1);
        return bytes[at++] & 0xFF;
    }

    int u16() {
        need(2);
        at += 2;
        return (bytes[at - 2] & 0xFF) << 8 | bytes[at - 1] & 0xFF;
    }

    /** An unsigned number of 32 bits. */
    long u32() {
        return (long) u16() << 16 | u16();
    }

    /** A number of 32 bits that has to fit into an int. */
    int i31() {
        long value = u32();
        if (value > Integer.MAX_VALUE) {
            throw ImageException.unsupported("JPEG 2000 coordinates past 2^31");
        }
        return (int) value;
    }

    /** A component index: one byte as long as the components are few (A.6.2). */
    int component(int components) {
        return components < 257 ? u8() : u16();
    }

    byte[] rest() {
        return take(remaining());
    }

    byte[] take(int length) {
        need(length);
        at += length;
        return java.util.Arrays.copyOfRange(bytes, at - length, at);
    }

    private void need(int count) {
        if (end - at < count) {
            throw ImageException.malformed("JPEG 2000 marker segment is too short");
        }
    }
}
