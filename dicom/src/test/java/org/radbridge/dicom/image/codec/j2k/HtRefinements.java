package org.radbridge.dicom.image.codec.j2k;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/**
 * Adds refinement passes, which OpenJPH's encoder does not write, to a codestream of one code-block
 * and one cleanup segment: the segment moves up a bit-plane, and random bits refine it.
 */
final class HtRefinements {

    private static final int LENGTH = 700;

    private HtRefinements() {}

    /**
     * Writes the codestream anew.
     *
     * @param passes 2 for SigProp alone, 3 for MagRef too
     */
    static byte[] added(byte[] codestream, int passes, boolean causal) {
        int sot = PackedHeaders.find(codestream, Marker.SOT, 0);
        int data = PackedHeaders.find(codestream, Marker.SOD, sot) + 2;
        PacketBits bits = new PacketBits(codestream, data, codestream.length);
        int zeroBitPlanes = 0;
        int lengthBits = 3;
        require(bits.bit() == 1); // the packet is not empty
        require(bits.bit() == 1); // the only code-block is in it
        while (bits.bit() == 0) {
            zeroBitPlanes++;
        }
        require(zeroBitPlanes > 0 && bits.passes() == 1);
        while (bits.bit() == 1) {
            lengthBits++;
        }
        int cleanup = bits.bits(lengthBits);
        bits.align();
        byte[] refinement = new byte[LENGTH];
        Random random = new Random(passes);
        for (int i = 0; i < LENGTH; i++) {
            refinement[i] = (byte) random.nextInt(0x7F); // none asks for stuffing
        }
        HeaderBits header = new HeaderBits();
        header.write(0b11, 2);
        header.write(1, zeroBitPlanes); // one fewer
        header.write(passes == 2 ? 0b10 : 0b1100, passes == 2 ? 2 : 4);
        int width = Math.max(lengthBits, 10);
        for (int i = 3; i < width; i++) {
            header.write(1, 1);
        }
        header.write(0, 1);
        header.write(cleanup, width);
        header.write(LENGTH, width + (passes == 3 ? 1 : 0));
        byte[] written = header.toBytes();
        int part = data - sot + written.length + cleanup + LENGTH;
        ByteBuffer result = ByteBuffer.allocate(sot + part + 2);
        result.put(codestream, 0, data)
                .put(written)
                .put(codestream, bits.take(cleanup), cleanup)
                .put(refinement)
                .putShort((short) Marker.EOC);
        result.putInt(sot + 6, part);
        byte[] bytes = result.array();
        if (causal) {
            bytes[PackedHeaders.find(bytes, Marker.COD, 0) + 12] |= 8;
        }
        return Arrays.copyOf(bytes, bytes.length);
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("not one code-block with one cleanup segment");
        }
    }

    /** The bits of a packet header, stuffed after 0xFF (B.10.1). */
    private static final class HeaderBits {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int current;
        private int left = 8;

        void write(int value, int count) {
            for (int i = count - 1; i >= 0; i--) {
                left--;
                current |= (i < Integer.SIZE ? value >> i & 1 : 0) << left;
                if (left == 0) {
                    flush();
                }
            }
        }

        private void flush() {
            bytes.write(current);
            left = current == 0xFF ? 7 : 8;
            current = 0;
        }

        byte[] toBytes() {
            if (left < 8) {
                flush();
            }
            return bytes.toByteArray();
        }
    }
}
