package org.radbridge.dicom.image.codec;

/** A Huffman table (ITU-T T.81 annex C) as a lookup by the next 16 bits. */
final class HuffmanTable {

    /** Symbol in the lower, length of its code in the upper byte; 0 for bits that are no code. */
    private final short[] codes = new short[1 << 16];

    /** From the contents of a DHT segment: sixteen counts, then the symbols. */
    HuffmanTable(byte[] segment) {
        int code = 0;
        int symbol = 16;
        for (int length = 1; length <= 16; length++) {
            int span = 1 << 16 - length;
            for (int i = 0; i < (segment[length - 1] & 0xFF); i++) {
                if (code + span > codes.length) {
                    throw ImageException.malformed("JPEG Huffman table");
                }
                short entry = (short) (length << 8 | segment[symbol++] & 0xFF);
                java.util.Arrays.fill(codes, code, code + span, entry);
                code += span;
            }
        }
    }

    int decode(JpegBits bits) {
        int entry = codes[bits.peek16()];
        if (entry == 0) {
            throw ImageException.malformed("JPEG Huffman code");
        }
        bits.skip(entry >> 8);
        return entry & 0xFF;
    }
}
