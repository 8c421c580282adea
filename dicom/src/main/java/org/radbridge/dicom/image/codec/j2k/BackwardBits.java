package org.radbridge.dicom.image.codec.j2k;

/**
 * The bits of VLC and of MagRef (T.814 clause 7.1): from the last byte back to the first, from the
 * lowest of a byte; before a byte above 0x8F, one that ends in seven ones holds seven. Before the
 * beginning there are zeros.
 */
final class BackwardBits {

    private byte[] bytes = new byte[0];
    private int from;
    private int at;
    private int last;
    private long bits;
    private int count;

    /** Bits among those held that no byte stands for. */
    private int unreal;

    /** Begins at the end of a refinement segment. */
    void start(byte[] segment, int begin, int end) {
        bytes = segment;
        from = begin;
        at = end - 1;
        last = 0xFF;
        bits = 0;
        count = 0;
        unreal = 0;
    }

    /** Begins inside a cleanup segment, whose last twelve bits tell a length. */
    void startInside(byte[] segment, int begin, int end) {
        start(segment, begin, end - 2);
        last = segment[end - 2] & 0xFF | 0xF;
        boolean stuffed = (last >> 4 & 7) == 7;
        bits = stuffed ? 7 : last >> 4;
        count = stuffed ? 3 : 4;
    }

    /** At least 32 of the next bits, the first the lowest. */
    long peek() {
        while (count < 32) {
            if (at < from) {
                unreal += 8;
                count += 8;
                continue;
            }
            int next = bytes[at--] & 0xFF;
            int width = last > 0x8F && (next & 0x7F) == 0x7F ? 7 : 8;
            bits |= (long) (next & (1 << width) - 1) << count;
            count += width;
            last = next;
        }
        return bits;
    }

    void skip(int length) {
        bits >>>= length;
        count -= length;
    }

    int bit() {
        return take(1);
    }

    /** Up to 31 bits as a number, the first the lowest. */
    int take(int length) {
        int value = (int) (peek() & (1L << length) - 1);
        skip(length);
        return value;
    }

    /** Whether more bits were taken than there are. */
    boolean isOverrun() {
        return count < unreal;
    }
}
