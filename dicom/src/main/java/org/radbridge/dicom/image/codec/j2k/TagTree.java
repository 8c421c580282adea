package org.radbridge.dicom.image.codec.j2k;

/** A tag tree (B.10.2): lower bounds of a grid of numbers, told bit by bit where they are asked. */
final class TagTree {

    private final int[] widths;
    private final int[] offsets;
    private final int[] bounds;
    private final boolean[] known;

    TagTree(int width, int height) {
        int levels = 1;
        for (int w = width, h = height; w > 1 || h > 1; w = w + 1 >> 1, h = h + 1 >> 1) {
            levels++;
        }
        widths = new int[levels];
        offsets = new int[levels];
        int nodes = 0;
        for (int level = 0, w = width, h = height; level < levels; level++) {
            widths[level] = w;
            offsets[level] = nodes;
            nodes += w * h;
            w = w + 1 >> 1;
            h = h + 1 >> 1;
        }
        bounds = new int[nodes];
        known = new boolean[nodes];
    }

    /**
     * Whether the number at that place is below the threshold; reads as many bits as that takes.
     */
    boolean isBelow(PacketBits bits, int x, int y, int threshold) {
        int bound = 0;
        int node = 0;
        for (int level = widths.length - 1; level >= 0; level--) {
            node = offsets[level] + (y >> level) * widths[level] + (x >> level);
            bound = Math.max(bound, bounds[node]);
            while (!known[node] && bound < threshold) {
                if (bits.bit() == 1) {
                    known[node] = true;
                } else {
                    bound++;
                }
            }
            bounds[node] = bound;
        }
        return known[node] && bound < threshold;
    }
}
