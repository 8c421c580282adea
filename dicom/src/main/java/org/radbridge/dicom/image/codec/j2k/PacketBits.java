package org.radbridge.dicom.image.codec.j2k;

import org.radbridge.dicom.image.codec.ImageException;

/** The bits of packet headers, the stuffed ones after 0xFF left out (B.10.1). */
final class PacketBits {

    private final byte[] bytes;
    private final int end;
    private int at;
    private int current;
    private int left;

    PacketBits(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    int bit() {
        if (left == 0) {
            if (at >= end) {
                throw ImageException.truncated("JPEG 2000 packet header");
            }
            left = current == 0xFF ? 7 : 8;
            current = bytes[at++] & 0xFF;
        }
        left--;
        return current >> left & 1;
    }

    int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | bit();
        }
        return value;
    }

    /** The number of new coding passes (table B.4). */
    int passes() {
        if (bit() == 0) {
            return 1;
        }
        if (bit() == 0) {
            return 2;
        }
        int value = bits(2);
        if (value < 3) {
            return 3 + value;
        }
        value = bits(5);
        return value < 31 ? 6 + value : 37 + bits(7);
    }

    /** Ends a header: the rest of its last byte, and the byte that must follow 0xFF. */
    void align() {
        if (current == 0xFF) {
            if (at >= end) {
                throw ImageException.truncated("JPEG 2000 packet header");
            }
            at++;
        }
        current = 0;
        left = 0;
    }

    /** Passes a marker segment of that many bytes, marker included, where one is. */
    void skipMarker(int marker, int length) {
        if (at + length <= end
                && (bytes[at] & 0xFF) == marker >> 8
                && (bytes[at + 1] & 0xFF) == (marker & 0xFF)) {
            at += length;
        }
    }

    /** Takes whole bytes, and tells where they begin. */
    int take(int length) {
        if (length > end - at) {
            throw ImageException.truncated("JPEG 2000 packet");
        }
        at += length;
        return at - length;
    }

    int remaining() {
        return end - at;
    }
}
