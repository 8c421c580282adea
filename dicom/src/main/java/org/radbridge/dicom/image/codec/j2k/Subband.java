package org.radbridge.dicom.image.codec.j2k;

/**
 * A sub-band of a tile-component (B.5).
 *
 * @param area on the band's own grid
 * @param planeX where it begins in the plane of the coefficients: LL of each resolution at the left
 *     and top, HL beside it, LH below, HH across
 * @param xHigh 1 where it is high-pass horizontally, {@code yHigh} vertically
 * @param bitPlanes Mb, the shift of a region of interest included
 * @param regionShift s of that shift (H.1)
 * @param step what a coefficient of 1 stands for (E-3); not used by the reversible transformation
 */
record Subband(
        Area area,
        int planeX,
        int planeY,
        int xHigh,
        int yHigh,
        int bitPlanes,
        int regionShift,
        float step) {}
