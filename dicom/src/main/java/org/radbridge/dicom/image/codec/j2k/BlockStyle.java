package org.radbridge.dicom.image.codec.j2k;

import org.radbridge.dicom.image.codec.ImageException;

/**
 * The code-block style (table A.19).
 *
 * @param bypass raw bits from the fifth significant bit-plane on (D.6)
 * @param reset contexts begin anew with each coding pass
 * @param terminateAll a codeword segment for each coding pass
 * @param causal no context looks into the next stripe (D.7)
 * @param segmentation four known symbols end each cleanup pass (D.5)
 * @param highThroughput HT code-blocks (T.814 annex A)
 */
record BlockStyle(
        boolean bypass,
        boolean reset,
        boolean terminateAll,
        boolean causal,
        boolean segmentation,
        boolean highThroughput) {

    /** Passes before the first raw one. */
    private static final int FIRST_BYPASS = 10;

    private static final int HIGH_THROUGHPUT = 0x40;

    static BlockStyle of(int flags) {
        boolean highThroughput = (flags & HIGH_THROUGHPUT) != 0;
        if ((flags & 0x80) != 0 || highThroughput && (flags & ~(HIGH_THROUGHPUT | 8)) != 0) {
            // also HT code-blocks among others, which no profile of DICOM has
            throw ImageException.unsupported("JPEG 2000 code-block style");
        }
        // Predictable termination (0x10) tells a decoder where errors are, nothing that it needs.
        return new BlockStyle(
                (flags & 1) != 0,
                (flags & 2) != 0,
                (flags & 4) != 0,
                (flags & 8) != 0,
                (flags & 0x20) != 0,
                highThroughput);
    }

    /**
     * How many passes a codeword segment holds at most that begins with this pass (D.4.2, D.6). For
     * HT code-blocks the first holds the cleanup pass, with the placeholders before it, the second
     * both refinement passes (T.814 annex B).
     *
     * @param more passes that the packet brings
     */
    int longestSegment(int firstPass, int more) {
        if (highThroughput) {
            return firstPass == 0 ? 1 + (more - 1) / 3 * 3 : 2;
        }
        if (terminateAll) {
            return 1;
        }
        if (!bypass) {
            return Integer.MAX_VALUE;
        }
        if (firstPass < FIRST_BYPASS) {
            return FIRST_BYPASS - firstPass;
        }
        return (firstPass - FIRST_BYPASS) % 3 == 0 ? 2 : 1;
    }

    /** Whether a pass, counted from 0, is raw: all but the cleanup passes of late bit-planes. */
    boolean isRaw(int pass) {
        return bypass && pass >= FIRST_BYPASS && pass % 3 != 0;
    }
}
