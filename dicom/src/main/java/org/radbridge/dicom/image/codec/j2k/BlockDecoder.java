package org.radbridge.dicom.image.codec.j2k;

import org.radbridge.dicom.image.codec.ImageException;

/**
 * The coding passes of a code-block undone (annex D). One object serves all blocks of a frame, one
 * after the other.
 */
final class BlockDecoder {

    private static final int SIGNIFICANT = 1 << 12;
    private static final int REFINED = 1 << 13;
    private static final int VISITED = 1 << 14;
    private static final int STRIPE = 4;

    private final MqDecoder mq = new MqDecoder();
    private final RawBits raw = new RawBits();

    private final BlockCoefficients block;
    private int[] flags = new int[0];
    private int[] magnitudes = new int[0];
    private byte[] zeroCoding = new byte[0];
    private int width;
    private int height;
    private int stride;
    private boolean causal;

    BlockDecoder(BlockCoefficients block) {
        this.block = block;
    }

    /** Decodes a block whose bytes are in the coefficients already. */
    void decode(CodeBlock coded, Subband band, BlockStyle style) {
        int planes = band.bitPlanes() - coded.zeroBitPlanes;
        if (planes > BlockCoefficients.MAX_PLANES) {
            throw ImageException.unsupported("JPEG 2000 bit-planes");
        }
        if (coded.passes() > 3 * planes - 2) {
            throw ImageException.malformed("JPEG 2000 coding passes");
        }
        flags = block.flags;
        magnitudes = block.magnitudes;
        width = block.width;
        height = block.height;
        stride = block.stride;
        zeroCoding = Contexts.zeroCoding(band);
        causal = style.causal();
        int pass = 0;
        int from = 0;
        mq.resetContexts();
        for (int segment = 0; segment < coded.segments(); segment++) {
            int to = from + coded.bytes(segment);
            boolean isRaw = style.isRaw(pass);
            if (isRaw) {
                raw.start(block.bytes, from, to);
            } else {
                mq.start(block.bytes, from, to);
            }
            from = to;
            for (int i = 0; i < coded.passes(segment); i++, pass++) {
                int bit = planes - 1 - (pass + 2) / 3;
                pass(pass % 3, bit, isRaw, style);
                if (style.reset()) {
                    mq.resetContexts();
                }
            }
        }
    }

    private void pass(int kind, int bit, boolean isRaw, BlockStyle style) {
        switch (kind) {
            case 0 -> {
                cleanup(bit);
                if (style.segmentation()) {
                    checkSegmentationSymbols();
                }
            }
            case 1 -> {
                if (isRaw) {
                    rawSignificance(bit);
                } else {
                    significance(bit);
                }
            }
            default -> refinement(bit, isRaw);
        }
    }

    /** D.3.1. */
    private void significance(int bit) {
        for (int top = 0; top < height; top += STRIPE) {
            int rows = Math.min(STRIPE, height - top);
            int column = (top + 1) * stride + 1;
            for (int x = 0; x < width; x++, column++) {
                int at = column;
                for (int row = 0; row < rows; row++, at += stride) {
                    int flag = flags[at];
                    if ((flag & Contexts.NEIGHBOURS) != 0 && (flag & SIGNIFICANT) == 0) {
                        if (mq.decode(zeroCoding[flag & Contexts.NEIGHBOURS]) != 0) {
                            significant(at, row, bit, sign(flag));
                        }
                        flags[at] |= VISITED;
                    }
                }
            }
        }
    }

    private void rawSignificance(int bit) {
        for (int top = 0; top < height; top += STRIPE) {
            int rows = Math.min(STRIPE, height - top);
            int column = (top + 1) * stride + 1;
            for (int x = 0; x < width; x++, column++) {
                int at = column;
                for (int row = 0; row < rows; row++, at += stride) {
                    int flag = flags[at];
                    if ((flag & Contexts.NEIGHBOURS) != 0 && (flag & SIGNIFICANT) == 0) {
                        if (raw.bit() != 0) {
                            significant(at, row, bit, raw.bit());
                        }
                        flags[at] |= VISITED;
                    }
                }
            }
        }
    }

    /** D.3.3. */
    private void refinement(int bit, boolean isRaw) {
        int half = 1 << bit;
        for (int top = 0; top < height; top += STRIPE) {
            int rows = Math.min(STRIPE, height - top);
            int column = (top + 1) * stride + 1;
            for (int x = 0; x < width; x++, column++) {
                int at = column;
                for (int row = 0; row < rows; row++, at += stride) {
                    int flag = flags[at];
                    if ((flag & (SIGNIFICANT | VISITED)) == SIGNIFICANT) {
                        int one = isRaw ? raw.bit() : mq.decode(refinementContext(flag));
                        magnitudes[at] += one != 0 ? half : -half;
                        flags[at] = flag | REFINED;
                    }
                }
            }
        }
    }

    private static int refinementContext(int flag) {
        if ((flag & REFINED) != 0) {
            return Contexts.LATER_REFINEMENT;
        }
        return (flag & Contexts.NEIGHBOURS) == 0
                ? Contexts.FIRST_REFINEMENT
                : Contexts.FIRST_REFINEMENT + 1;
    }

    /** D.3.4. */
    private void cleanup(int bit) {
        for (int top = 0; top < height; top += STRIPE) {
            int rows = Math.min(STRIPE, height - top);
            int column = (top + 1) * stride + 1;
            for (int x = 0; x < width; x++, column++) {
                if (rows == STRIPE && isQuiet(column)) {
                    quietColumn(column, bit);
                } else {
                    cleanupColumn(column, 0, rows, bit);
                }
            }
        }
    }

    private boolean isQuiet(int column) {
        int all =
                flags[column]
                        | flags[column + stride]
                        | flags[column + 2 * stride]
                        | flags[column + 3 * stride];
        return (all & (Contexts.NEIGHBOURS | SIGNIFICANT | VISITED)) == 0;
    }

    /** Four coefficients that have neither significance nor significant neighbours. */
    private void quietColumn(int column, int bit) {
        if (mq.decode(Contexts.RUN_LENGTH) == 0) {
            return;
        }
        int row = mq.decode(Contexts.UNIFORM) << 1;
        row |= mq.decode(Contexts.UNIFORM);
        int at = column + row * stride;
        significant(at, row, bit, sign(flags[at]));
        cleanupColumn(column, row + 1, STRIPE, bit);
    }

    private void cleanupColumn(int column, int first, int rows, int bit) {
        int at = column + first * stride;
        for (int row = first; row < rows; row++, at += stride) {
            int flag = flags[at];
            if ((flag & (SIGNIFICANT | VISITED)) == 0
                    && mq.decode(zeroCoding[flag & Contexts.NEIGHBOURS]) != 0) {
                significant(at, row, bit, sign(flag));
            }
            flags[at] &= ~VISITED;
        }
    }

    private void checkSegmentationSymbols() {
        int symbols = 0;
        for (int i = 0; i < 4; i++) {
            symbols = symbols << 1 | mq.decode(Contexts.UNIFORM);
        }
        if (symbols != 0b1010) {
            throw ImageException.malformed("JPEG 2000 segmentation symbols");
        }
    }

    /** D.3.2: 1 for negative. */
    private int sign(int flag) {
        int coding = Contexts.signCoding(flag);
        return mq.decode(coding & 0x7F) ^ coding >> 7;
    }

    /** Makes a coefficient significant, and tells its neighbours. */
    private void significant(int at, int row, int bit, int sign) {
        magnitudes[at] = 3 << bit;
        flags[at] |= SIGNIFICANT | (sign != 0 ? BlockCoefficients.NEGATIVE : 0);
        int negative = sign << Contexts.SIGN;
        flags[at - 1] |= Contexts.EAST | Contexts.EAST * negative;
        flags[at + 1] |= Contexts.WEST | Contexts.WEST * negative;
        int below = at + stride;
        flags[below - 1] |= Contexts.NORTH_EAST;
        flags[below] |= Contexts.NORTH | Contexts.NORTH * negative;
        flags[below + 1] |= Contexts.NORTH_WEST;
        if (row == 0 && causal) {
            return; // the stripe above must not know (D.7)
        }
        int above = at - stride;
        flags[above - 1] |= Contexts.SOUTH_EAST;
        flags[above] |= Contexts.SOUTH | Contexts.SOUTH * negative;
        flags[above + 1] |= Contexts.SOUTH_WEST;
    }
}
