package org.radbridge.dicom.image.codec;

/** The entropy-coded bits of a JPEG scan (ITU-T T.81 F.2.2.5), stuffed zeros left out. */
final class JpegBits {

    private final byte[] bytes;
    private int at;
    private long bits;
    private int count;

    JpegBits(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    /** The next 16 bits, zeros after the end. */
    int peek16() {
        if (count < 16) {
            fill();
        }
        return count >= 16
                ? (int) (bits >>> count - 16) & 0xFFFF
                : (int) (bits << 16 - count) & 0xFFFF;
    }

    void skip(int length) {
        if (length > count) {
            throw ImageException.truncated("JPEG scan");
        }
        count -= length;
    }

    /** A number of up to 16 bits, with the sign that T.81 gives it (EXTEND). */
    int signed(int length) {
        if (length == 0) {
            return 0;
        }
        int value = peek16() >>> 16 - length;
        skip(length);
        return value < 1 << length - 1 ? value - (1 << length) + 1 : value;
    }

    private void fill() {
        while (count <= 48 && at < bytes.length) {
            int next = bytes[at] & 0xFF;
            if (next == 0xFF) {
                if (at + 1 >= bytes.length || bytes[at + 1] != 0) {
                    return; // a marker ends the bits
                }
                at++;
            }
            at++;
            bits = bits << 8 | next;
            count += 8;
        }
    }

    /** Drops the rest of a byte, and passes the restart marker that must follow. */
    void restart() {
        count = 0;
        while (at + 1 < bytes.length && bytes[at] == (byte) 0xFF && bytes[at + 1] == (byte) 0xFF) {
            at++;
        }
        if (at + 1 >= bytes.length) {
            throw ImageException.truncated("JPEG restart marker");
        }
        if (bytes[at] != (byte) 0xFF || (bytes[at + 1] & 0xF8) != 0xD0) {
            throw ImageException.malformed("JPEG restart marker");
        }
        at += 2;
    }

    /** Where the next marker can be looked for. */
    int position() {
        return at;
    }
}
