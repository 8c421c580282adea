package org.radbridge.dicom.image.codec.j2k;

/** The HT refinement passes of a bit-plane (T.814 clauses 7.4 and 7.5). */
final class HtRefinement {

    /** Significant since this pass, which matters to those that come after it only. */
    private static final int PROPAGATED = 1 << 1;

    private static final int STRIPE = 4;

    private final BlockCoefficients block;
    private final ForwardBits sigProp = new ForwardBits();
    private final BackwardBits magRef = new BackwardBits();

    HtRefinement(BlockCoefficients block) {
        this.block = block;
    }

    /** SigProp: significance of four by four samples, then their signs. */
    void propagate(int from, int to, int plane, boolean causal) {
        sigProp.start(block.bytes, from, to, 0);
        for (int top = 0; top < block.height; top += STRIPE) {
            int bottom = Math.min(top + STRIPE, block.height);
            for (int left = 0; left < block.width; left += STRIPE) {
                int right = Math.min(left + STRIPE, block.width);
                for (int x = left; x < right; x++) {
                    for (int y = top; y < bottom; y++) {
                        int at = block.row(y) + x;
                        boolean looksDown = !causal || y < top + STRIPE - 1;
                        if (block.flags[at] == 0
                                && isNearSignificance(at, looksDown)
                                && sigProp.take(1) != 0) {
                            block.flags[at] = PROPAGATED;
                            block.magnitudes[at] = 3 << plane;
                        }
                    }
                }
                for (int x = left; x < right; x++) {
                    for (int y = top; y < bottom; y++) {
                        int at = block.row(y) + x;
                        if (block.flags[at] == PROPAGATED && sigProp.take(1) != 0) {
                            block.flags[at] |= BlockCoefficients.NEGATIVE;
                        }
                    }
                }
            }
        }
    }

    private boolean isNearSignificance(int at, boolean looksDown) {
        int[] flags = block.flags;
        int above = at - block.stride;
        int near =
                flags[above - 1] | flags[above] | flags[above + 1] | flags[at - 1] | flags[at + 1];
        if (looksDown) {
            int below = at + block.stride;
            near |= flags[below - 1] | flags[below] | flags[below + 1];
        }
        return (near & (HtCleanup.SIGNIFICANT | PROPAGATED)) != 0;
    }

    /** MagRef: one bit more of what the cleanup pass found. */
    void refine(int from, int to, int plane) {
        magRef.start(block.bytes, from, to);
        int half = 1 << plane;
        for (int top = 0; top < block.height; top += STRIPE) {
            int bottom = Math.min(top + STRIPE, block.height);
            for (int x = 0; x < block.width; x++) {
                for (int y = top; y < bottom; y++) {
                    int at = block.row(y) + x;
                    if ((block.flags[at] & HtCleanup.SIGNIFICANT) != 0) {
                        block.magnitudes[at] += magRef.bit() != 0 ? half : -half;
                    }
                }
            }
        }
    }
}
