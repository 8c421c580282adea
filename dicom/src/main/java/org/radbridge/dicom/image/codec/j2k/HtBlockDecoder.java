package org.radbridge.dicom.image.codec.j2k;

import org.radbridge.dicom.image.codec.ImageException;

/**
 * A code-block of high throughput (T.814 clause 7): a cleanup segment, whose MagSgn part goes
 * forward from its beginning while VLC comes back from its end towards MEL, then perhaps a
 * refinement segment, SigProp from its beginning and MagRef from its end.
 *
 * <pre>
 *            Pcup                            Lcup                          Lref
 *   | MagSgn -> | MEL ->            <- VLC |   | SigProp ->   <- MagRef |
 * </pre>
 */
final class HtBlockDecoder {

    private static final int MAX_SUFFIX = 4079;

    private final BlockCoefficients block;
    private final HtCleanup cleanup;
    private final HtRefinement refinement;

    HtBlockDecoder(BlockCoefficients block) {
        this.block = block;
        this.cleanup = new HtCleanup(block);
        this.refinement = new HtRefinement(block);
    }

    /** Decodes a block whose bytes are in the coefficients already. */
    void decode(CodeBlock coded, Subband band, BlockStyle style) {
        if (coded.segments() == 0) {
            return;
        }
        if (coded.segments() > 2) {
            throw ImageException.unsupported("HTJ2K with more than one HT set");
        }
        int lowestPlane = band.bitPlanes() - coded.zeroBitPlanes - (coded.passes(0) + 2) / 3;
        int refinements = coded.segments() == 2 ? coded.passes(1) : 0;
        if (lowestPlane < (refinements > 0 ? 1 : 0)) {
            throw ImageException.malformed("HTJ2K coding passes");
        }
        if (lowestPlane >= BlockCoefficients.MAX_PLANES) {
            throw ImageException.unsupported("JPEG 2000 bit-planes");
        }
        int length = coded.bytes(0);
        if (length == 0) {
            return; // only placeholders
        }
        byte[] bytes = block.bytes;
        if (length < 2) {
            throw ImageException.malformed("HTJ2K cleanup segment");
        }
        int suffix = (bytes[length - 1] & 0xFF) << 4 | bytes[length - 2] & 0xF;
        if (suffix < 2 || suffix > Math.min(length, MAX_SUFFIX)) {
            throw ImageException.malformed("HTJ2K cleanup segment");
        }
        cleanup.decode(length - suffix, length, lowestPlane);
        if (refinements > 0) {
            int end = length + coded.bytes(1);
            refinement.propagate(length, end, lowestPlane - 1, style.causal());
            if (refinements > 1) {
                refinement.refine(length, end, lowestPlane - 1);
            }
        }
    }
}
