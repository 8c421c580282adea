package org.radbridge.dicom.image.codec.j2k;

import org.radbridge.dicom.image.codec.ImageException;

/** How the samples of a tile-component are coded: the SPcod and SPcoc parameters (table A.15). */
final class CodingStyle {

    private static final int MAX_LEVELS = 32;

    /** NL, the number of decomposition levels. */
    final int levels;

    /** xcb, the exponent of a code-block's nominal width. */
    final int blockWidthExponent;

    /** ycb. */
    final int blockHeightExponent;

    /** The 5-3 reversible transformation, else the 9-7 irreversible one. */
    final boolean reversible;

    final BlockStyle blockStyle;

    /** PPx in the lower and PPy in the upper half of a byte, for each resolution. */
    private final byte[] precincts;

    private CodingStyle(
            int levels,
            int blockWidthExponent,
            int blockHeightExponent,
            boolean reversible,
            BlockStyle blockStyle,
            byte[] precincts) {
        this.levels = levels;
        this.blockWidthExponent = blockWidthExponent;
        this.blockHeightExponent = blockHeightExponent;
        this.reversible = reversible;
        this.blockStyle = blockStyle;
        this.precincts = precincts;
    }

    static CodingStyle read(SegmentBytes bytes, boolean definesPrecincts) {
        int levels = bytes.u8();
        int width = bytes.u8() + 2;
        int height = bytes.u8() + 2;
        BlockStyle blockStyle = BlockStyle.of(bytes.u8());
        int transformation = bytes.u8();
        if (levels > MAX_LEVELS
                || width > 10
                || height > 10
                || width + height > 12
                || transformation > 1) {
            throw ImageException.malformed("JPEG 2000 coding style");
        }
        byte[] precincts = new byte[levels + 1];
        for (int r = 0; r <= levels; r++) {
            int size = definesPrecincts ? bytes.u8() : 0xFF;
            if (r > 0 && ((size & 0xF) == 0 || size >> 4 == 0)) {
                throw ImageException.malformed("JPEG 2000 precinct size");
            }
            precincts[r] = (byte) size;
        }
        return new CodingStyle(levels, width, height, transformation == 1, blockStyle, precincts);
    }

    /** PPx of a resolution. */
    int precinctWidthExponent(int resolution) {
        return precincts[resolution] & 0xF;
    }

    /** PPy of a resolution. */
    int precinctHeightExponent(int resolution) {
        return precincts[resolution] >> 4 & 0xF;
    }
}
