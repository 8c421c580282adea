package org.radbridge.dicom.image.codec;

/**
 * The entropy-coded bits of a JPEG-LS scan (ITU-T T.87 A.1): a byte after one of all ones holds
 * seven bits, and one with its highest bit set there begins a marker.
 */
final class JpegLsBits {

    private final byte[] bytes;
    private int at;
    private long bits;
    private int count;

    JpegLsBits(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    /** Up to 32 bits, as a number without sign. */
    int read(int length) {
        if (length == 0) {
            return 0;
        }
        require(length);
        int value = (int) (bits >>> Long.SIZE - length);
        skip(length);
        return value;
    }

    /**
     * How many zeros come before the next one, which is passed, too.
     *
     * @param limit no code has more of them; below 56
     */
    int zeros(int limit) {
        if (count <= limit) {
            fill();
        }
        int zeros = Long.numberOfLeadingZeros(bits);
        if (zeros > limit && count > limit) {
            throw ImageException.malformed("JPEG-LS code is too long");
        }
        if (zeros >= count) {
            throw ImageException.truncated("JPEG-LS scan");
        }
        skip(zeros + 1);
        return zeros;
    }

    private void require(int length) {
        if (count < length) {
            fill();
            if (count < length) {
                throw ImageException.truncated("JPEG-LS scan");
            }
        }
    }

    private void skip(int length) {
        bits = length == Long.SIZE ? 0 : bits << length;
        count -= length;
    }

    private void fill() {
        while (count <= Long.SIZE - 8 && at < bytes.length && !isMarker(at)) {
            int width = at > 0 && bytes[at - 1] == -1 ? 7 : 8;
            bits |= (bytes[at] & 0xFFL) << Long.SIZE - width - count;
            count += width;
            at++;
        }
    }

    private boolean isMarker(int index) {
        return bytes[index] == -1 && (index + 1 >= bytes.length || bytes[index + 1] < 0);
    }

    /** Drops what is left of an interval, and passes the restart marker that must follow. */
    void restart(int number) {
        int marker = position();
        if (marker + 1 >= bytes.length) {
            throw ImageException.truncated("JPEG-LS restart marker");
        }
        if ((bytes[marker + 1] & 0xFF) != 0xD0 + number) {
            throw ImageException.malformed("JPEG-LS restart marker");
        }
        at = marker + 2;
        bits = 0;
        count = 0;
    }

    /** Where the next marker is, or the end of the bytes. */
    int position() {
        int index = at;
        while (index < bytes.length && !isMarker(index)) {
            index++;
        }
        while (index + 1 < bytes.length && bytes[index + 1] == -1) {
            index++; // fill bytes may come before a marker (ITU-T T.81 B.1.1.2)
        }
        return index;
    }
}
