package org.radbridge.dicom.image.codec.j2k;

import java.util.Arrays;
import org.radbridge.dicom.image.codec.ImageException;

/**
 * The HT cleanup pass (T.814 clause 7.3). Samples go in quads of two by two, quads in pairs along a
 * row; in a quad the upper left one is the first, the one below it the second, then the right ones.
 */
final class HtCleanup {

    /** Set in a coefficient's flags once it is significant. */
    static final int SIGNIFICANT = 1;

    /** Quads of the widest block, and one on each side. */
    private static final int MOST_QUADS = 512 + 2;

    private final BlockCoefficients block;
    private final MelDecoder mel = new MelDecoder();
    private final BackwardBits vlc = new BackwardBits();
    private final ForwardBits magSgn = new ForwardBits();

    /** rho of the quads above and of this row, the first at index 1. */
    private int[] above = new int[MOST_QUADS];

    private int[] here = new int[MOST_QUADS];

    /** Exponents of the lower samples of the row above and of this row, the first at index 1. */
    private int[] exponentsAbove = new int[2 * MOST_QUADS];

    private int[] exponents = new int[2 * MOST_QUADS];

    /** What was read of a pair of quads. */
    private final int[] entries = new int[2];

    private final int[] residuals = new int[2];

    HtCleanup(BlockCoefficients block) {
        this.block = block;
    }

    /**
     * Decodes a cleanup segment.
     *
     * @param split where MagSgn ends and MEL begins
     * @param plane the bit-plane of the segment's lowest magnitude bits
     */
    void decode(int split, int length, int plane) {
        byte[] bytes = block.bytes;
        magSgn.start(bytes, 0, split, 0xFF);
        mel.start(bytes, split, length);
        vlc.startInside(bytes, split, length);
        Arrays.fill(above, 0); // also what lies beside a narrower block
        Arrays.fill(here, 0);
        Arrays.fill(exponentsAbove, 0);
        Arrays.fill(exponents, 0);
        int quads = block.width + 1 >> 1;
        for (int top = 0; top < block.height; top += 2) {
            swapRows();
            for (int quad = 0; quad < quads; quad += 2) {
                boolean pair = quad + 1 < quads;
                readEntry(0, quad, top == 0);
                if (pair) {
                    readEntry(1, quad + 1, top == 0);
                } else {
                    entries[1] = 0;
                }
                readResiduals(top == 0);
                magnitudes(0, quad, top, plane);
                if (pair) {
                    magnitudes(1, quad + 1, top, plane);
                }
            }
        }
        if (vlc.isOverrun()) {
            throw ImageException.malformed("HTJ2K cleanup segment ends early");
        }
    }

    private void swapRows() {
        int[] significance = above;
        above = here;
        here = significance;
        int[] lower = exponentsAbove;
        exponentsAbove = exponents;
        exponents = lower;
    }

    /** Significance and exponent bounds of a quad, by what is known of its neighbours. */
    private void readEntry(int which, int quad, boolean firstRow) {
        int left = here[quad];
        int context;
        if (firstRow) {
            context = left >> 1 | left & 1;
        } else {
            context =
                    above[quad] >> 3
                            | above[quad + 1] >> 1 & 1
                            | (left >> 2 & 1 | left >> 3) << 1
                            | (above[quad + 1] >> 3 | above[quad + 2] >> 1 & 1) << 2;
        }
        int entry = 0;
        if (context != 0 || mel.decode()) {
            VlcTable table = firstRow ? VlcTable.FIRST_ROW : VlcTable.OTHER_ROWS;
            entry = table.entry(context, vlc.peek());
            vlc.skip(VlcTable.length(entry));
        }
        entries[which] = entry;
        here[quad + 1] = VlcTable.significance(entry);
    }

    /** The residuals u of a pair: first both prefixes, then both suffixes, then extensions. */
    private void readResiduals(boolean firstRow) {
        int first = VlcTable.offset(entries[0]);
        int second = VlcTable.offset(entries[1]);
        int added = 0;
        if (firstRow && first + second == 2) {
            if (mel.decode()) {
                added = 2;
            } else {
                int prefix = prefix();
                if (prefix > 2) {
                    residuals[1] = 1 + vlc.bit();
                    residuals[0] = residual(prefix, suffix(prefix));
                } else {
                    int other = prefix();
                    residuals[0] = prefix;
                    residuals[1] = residual(other, suffix(other));
                }
                return;
            }
        }
        int prefix = first == 1 ? prefix() : 0;
        int other = second == 1 ? prefix() : 0;
        int suffix = suffix(prefix);
        int otherSuffix = suffix(other);
        residuals[0] = added + residual(prefix, suffix);
        residuals[1] = added + residual(other, otherSuffix);
    }

    private int prefix() {
        long bits = vlc.peek();
        if ((bits & 1) != 0) {
            vlc.skip(1);
            return 1;
        }
        if ((bits & 2) != 0) {
            vlc.skip(2);
            return 2;
        }
        vlc.skip(3);
        return (bits & 4) != 0 ? 3 : 5;
    }

    private int suffix(int prefix) {
        return prefix < 3 ? 0 : vlc.take(prefix == 3 ? 1 : 5);
    }

    private int residual(int prefix, int suffix) {
        int extension = suffix < 28 ? 0 : vlc.take(4);
        return prefix + suffix + 4 * extension;
    }

    /** Magnitudes and signs of a quad's significant samples. */
    private void magnitudes(int which, int quad, int top, int plane) {
        int entry = entries[which];
        int significance = VlcTable.significance(entry);
        int column = 2 * quad;
        exponents[column + 1] = 0;
        exponents[column + 2] = 0;
        if (significance == 0) {
            return;
        }
        int bound = bound(significance, column) + residuals[which];
        if (bound + plane > BlockCoefficients.MAX_PLANES) {
            throw ImageException.malformed("HTJ2K magnitude");
        }
        for (int sample = 0; sample < 4; sample++) {
            if ((significance >> sample & 1) == 0) {
                continue;
            }
            int x = column + (sample >> 1);
            int y = top + (sample & 1);
            if (x >= block.width || y >= block.height) {
                throw ImageException.malformed("HTJ2K sample outside its block");
            }
            int length = bound - (VlcTable.belowBound(entry) >> sample & 1);
            long known = (long) (VlcTable.knownOnes(entry) >> sample & 1) << length;
            int value = (int) (magSgn.take(length) | known);
            int at = block.row(y) + x;
            block.flags[at] = SIGNIFICANT | ((value & 1) != 0 ? BlockCoefficients.NEGATIVE : 0);
            block.magnitudes[at] = (2 * ((value >> 1) + 1) | 1) << plane;
            if ((sample & 1) != 0) {
                exponents[x + 1] = Integer.SIZE - Integer.numberOfLeadingZeros(value | 1);
            }
        }
    }

    /** kappa: what the samples above let expect of the quad's largest exponent. */
    private int bound(int significance, int column) {
        if (Integer.bitCount(significance) < 2) {
            return 1;
        }
        int largest =
                Math.max(
                        Math.max(exponentsAbove[column], exponentsAbove[column + 1]),
                        Math.max(exponentsAbove[column + 2], exponentsAbove[column + 3]));
        return Math.max(1, largest - 1);
    }
}
