package org.radbridge.dicom.image.codec.j2k;

/** The raw bits of a bypassed coding pass (D.6): after 0xFF a byte holds seven. */
final class RawBits {

    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private int current;
    private int left;

    void start(byte[] segment, int from, int to) {
        bytes = segment;
        at = from;
        end = to;
        current = 0;
        left = 0;
    }

    int bit() {
        if (left == 0) {
            left = current == 0xFF ? 7 : 8;
            current = at < end ? bytes[at++] & 0xFF : 0xFF;
        }
        left--;
        return current >> left & 1;
    }
}
