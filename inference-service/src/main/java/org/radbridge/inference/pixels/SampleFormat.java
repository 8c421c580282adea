package org.radbridge.inference.pixels;

/**
 * Where a stored value lies in its cell (PS3.5 §8.1.1): the bits from High Bit downwards, as many
 * as are stored. Other bits may hold anything, such as an overlay, and are cut off.
 *
 * @param bitsAllocated size of a cell, 8 or 16
 * @param bitsStored how many of its bits are the value
 * @param highBit the value's highest bit, counted from 0
 * @param signed whether the value is in two's complement
 */
record SampleFormat(int bitsAllocated, int bitsStored, int highBit, boolean signed) {
    boolean isValid() {
        return (bitsAllocated == 8 || bitsAllocated == 16)
                && bitsStored >= 1
                && highBit < bitsAllocated
                && highBit - bitsStored + 1 >= 0;
    }

    /** Reads {@code count} little-endian cells. */
    float[] values(byte[] cells, int count) {
        float[] values = new float[count];
        int left = Integer.SIZE - 1 - highBit;
        int right = Integer.SIZE - bitsStored;
        for (int i = 0; i < count; i++) {
            int cell =
                    bitsAllocated == 8
                            ? cells[i]
                            : (cells[2 * i] & 0xFF) | cells[2 * i + 1] << Byte.SIZE;
            int aligned = cell << left;
            values[i] = signed ? aligned >> right : aligned >>> right;
        }
        return values;
    }
}
