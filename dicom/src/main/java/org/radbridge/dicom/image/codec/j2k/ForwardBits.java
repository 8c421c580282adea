package org.radbridge.dicom.image.codec.j2k;

/**
 * The bits of MagSgn and of SigProp (T.814 clause 7.1): forward, from the lowest of a byte; after
 * 0xFF a byte holds seven. Past the end all are alike.
 */
final class ForwardBits {

    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private int last;
    private int beyond;
    private long bits;
    private int count;

    /**
     * Begins a run of bytes.
     *
     * @param pastEnd the byte that stands for all after the end
     */
    void start(byte[] segment, int from, int to, int pastEnd) {
        bytes = segment;
        at = from;
        end = to;
        beyond = pastEnd;
        last = 0;
        bits = 0;
        count = 0;
    }

    /** Up to 32 bits as a number, the first the lowest. */
    long take(int length) {
        while (count < length) {
            int width = last == 0xFF ? 7 : 8;
            last = at < end ? bytes[at++] & 0xFF : beyond;
            bits |= (long) (last & (1 << width) - 1) << count;
            count += width;
        }
        long value = bits & (1L << length) - 1;
        bits >>>= length;
        count -= length;
        return value;
    }
}
