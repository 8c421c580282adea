package org.radbridge.dicom.image.codec.j2k;

/**
 * The contexts of the coding passes (D.3), and the flags of a coefficient that choose them: which
 * of its eight neighbours are significant, and which of the four nearest are negative.
 */
final class Contexts {

    static final int NORTH_EAST = 1;
    static final int SOUTH_EAST = 1 << 1;
    static final int SOUTH_WEST = 1 << 2;
    static final int NORTH_WEST = 1 << 3;
    static final int NORTH = 1 << 4;
    static final int EAST = 1 << 5;
    static final int SOUTH = 1 << 6;
    static final int WEST = 1 << 7;

    /** Any neighbour. */
    static final int NEIGHBOURS = 0xFF;

    /** From a near neighbour's flag to that of its sign: set where it is negative. */
    static final int SIGN = 4;

    static final int FIRST_REFINEMENT = 14;
    static final int LATER_REFINEMENT = 16;
    static final int RUN_LENGTH = 17;
    static final int UNIFORM = 18;
    static final int COUNT = 19;

    private static final byte[] LOW = new byte[256];
    private static final byte[] HORIZONTALLY_HIGH = new byte[256];
    private static final byte[] BOTH_HIGH = new byte[256];

    /** Context of a sign in the lower bits, what inverts it (XORbit) at 0x80. */
    private static final int[] SIGNS = new int[256];

    static {
        for (int flags = 0; flags < 256; flags++) {
            int h = count(flags, WEST, EAST);
            int v = count(flags, NORTH, SOUTH);
            int d = Integer.bitCount(flags & 0xF);
            LOW[flags] = (byte) low(h, v, d);
            HORIZONTALLY_HIGH[flags] = (byte) low(v, h, d);
            BOTH_HIGH[flags] = (byte) high(h + v, d);
            SIGNS[flags] = sign(flags);
        }
    }

    private Contexts() {}

    /** Zero coding contexts by neighbours, for a sub-band (table D.1). */
    static byte[] zeroCoding(Subband band) {
        if (band.xHigh() == 0) {
            return LOW;
        }
        return band.yHigh() == 0 ? HORIZONTALLY_HIGH : BOTH_HIGH;
    }

    /** Sign coding (table D.3): context, and 0x80 where the bit is inverted. */
    static int signCoding(int flags) {
        return SIGNS[flags >> 4 & 0xFF];
    }

    private static int count(int flags, int one, int other) {
        return Integer.bitCount(flags & (one | other));
    }

    private static int low(int h, int v, int d) {
        if (h == 2) {
            return 8;
        }
        if (h == 1) {
            return v >= 1 ? 7 : d >= 1 ? 6 : 5;
        }
        return v == 2 ? 4 : v == 1 ? 3 : Math.min(d, 2);
    }

    private static int high(int hv, int d) {
        if (d >= 3) {
            return 8;
        }
        return switch (d) {
            case 2 -> hv >= 1 ? 7 : 6;
            case 1 -> 3 + Math.min(hv, 2);
            default -> Math.min(hv, 2);
        };
    }

    /** From the four nearest neighbours (lower half) and their signs (upper half). */
    private static int sign(int flags) {
        int h = contribution(flags, WEST) + contribution(flags, EAST);
        int v = contribution(flags, NORTH) + contribution(flags, SOUTH);
        h = Integer.signum(h);
        v = Integer.signum(v);
        int invert = h < 0 || h == 0 && v < 0 ? 0x80 : 0;
        if (invert != 0) {
            h = -h;
            v = -v;
        }
        int context = h == 0 ? 9 + v : 12 + v;
        return context | invert;
    }

    private static int contribution(int flags, int neighbour) {
        int significant = neighbour >> 4;
        if ((flags & significant) == 0) {
            return 0;
        }
        return (flags & significant << SIGN) == 0 ? 1 : -1;
    }
}
