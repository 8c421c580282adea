package org.radbridge.dicom.image;

import java.io.ByteArrayOutputStream;

/** Entropy-coded JPEG data (ITU-T T.81 annex F.1.2), block by block. */
final class JpegBitWriter {
    private static final int END_OF_BLOCK = 0x00;
    private static final int SIXTEEN_ZEROS = 0xF0;
    private static final int COEFFICIENTS = 64;

    private final ByteArrayOutputStream to;
    private long bits;
    private int count;

    JpegBitWriter(ByteArrayOutputStream to) {
        this.to = to;
    }

    /**
     * Writes a block.
     *
     * @param zigZag quantized coefficients in zig-zag order
     * @param previousDc the first coefficient of the component's block before
     */
    void block(int[] zigZag, int previousDc, HuffmanCode dc, HuffmanCode ac) {
        value(dc, 0, zigZag[0] - previousDc);
        int zeros = 0;
        for (int k = 1; k < COEFFICIENTS; k++) {
            if (zigZag[k] == 0) {
                zeros++;
                continue;
            }
            for (; zeros > 15; zeros -= 16) {
                symbol(ac, SIXTEEN_ZEROS);
            }
            value(ac, zeros, zigZag[k]);
            zeros = 0;
        }
        if (zeros > 0) {
            symbol(ac, END_OF_BLOCK);
        }
    }

    /** A value's size after a run of zeros, then its low bits; negative ones less one. */
    private void value(HuffmanCode code, int zeros, int value) {
        int size = Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(value));
        symbol(code, zeros << 4 | size);
        put(value < 0 ? value - 1 : value, size);
    }

    private void symbol(HuffmanCode code, int symbol) {
        put(code.codes()[symbol], code.lengths()[symbol]);
    }

    private void put(int value, int length) {
        bits = bits << length | value & (1L << length) - 1;
        count += length;
        while (count >= Byte.SIZE) {
            count -= Byte.SIZE;
            int next = (int) (bits >> count) & 0xFF;
            to.write(next);
            if (next == 0xFF) {
                to.write(0);
            }
        }
    }

    /** Fills the last byte with ones. */
    void close() {
        if (count > 0) {
            put(0x7F, Byte.SIZE - count);
        }
    }
}
