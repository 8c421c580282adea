package org.radbridge.dicom.image.codec.j2k;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.image.codec.ImageException;

/** The part of a sub-band that belongs to a precinct, divided into code-blocks (B.7). */
final class PrecinctBand {

    final Subband band;
    private final Area area;
    private final int blockWidth;
    private final int blockHeight;
    private final BlockStyle style;
    private final int across;
    private final int down;

    /** Memory is taken when the first packet says something of it. */
    private @Nullable Inclusion inclusion;

    private record Inclusion(
            TagTree layers, TagTree zeroBitPlanes, List<@Nullable CodeBlock> blocks) {}

    PrecinctBand(Subband band, Area area, int blockWidth, int blockHeight, BlockStyle style) {
        this.band = band;
        this.area = area;
        this.blockWidth = blockWidth;
        this.blockHeight = blockHeight;
        this.style = style;
        this.across =
                area.isEmpty() ? 0 : (area.x1() - 1 >> blockWidth) - (area.x0() >> blockWidth) + 1;
        this.down =
                area.isEmpty()
                        ? 0
                        : (area.y1() - 1 >> blockHeight) - (area.y0() >> blockHeight) + 1;
    }

    /** How many code-blocks there are. */
    long blocks() {
        return (long) across * down;
    }

    /** Reads its part of a packet header (B.10), and tells the blocks that the packet feeds. */
    void readHeader(PacketBits bits, int layer, Consumer<CodeBlock> included) {
        if (across == 0 || down == 0) {
            return;
        }
        Inclusion known = inclusion;
        if (known == null) {
            known =
                    new Inclusion(
                            new TagTree(across, down),
                            new TagTree(across, down),
                            java.util.Arrays.asList(new @Nullable CodeBlock[across * down]));
            inclusion = known;
        }
        for (int y = 0; y < down; y++) {
            for (int x = 0; x < across; x++) {
                CodeBlock block = known.blocks.get(y * across + x);
                if (block == null) {
                    if (!known.layers.isBelow(bits, x, y, layer + 1)) {
                        continue;
                    }
                    block = new CodeBlock(blockArea(x, y), zeroBitPlanes(known, bits, x, y), style);
                    known.blocks.set(y * across + x, block);
                } else if (bits.bit() == 0) {
                    continue;
                }
                block.readLengths(bits);
                included.accept(block);
            }
        }
    }

    private int zeroBitPlanes(Inclusion known, PacketBits bits, int x, int y) {
        int planes = 0;
        while (!known.zeroBitPlanes.isBelow(bits, x, y, planes + 1)) {
            planes++;
            if (planes >= band.bitPlanes()) {
                throw ImageException.malformed("JPEG 2000 code-block without bit-planes");
            }
        }
        return planes;
    }

    private Area blockArea(int x, int y) {
        long left = (long) (area.x0() >> blockWidth) + x << blockWidth;
        long top = (long) (area.y0() >> blockHeight) + y << blockHeight;
        return area.within(left, top, left + (1L << blockWidth), top + (1L << blockHeight));
    }

    /** Every block that some packet fed. */
    void forEachBlock(Consumer<CodeBlock> action) {
        if (inclusion != null) {
            for (CodeBlock block : inclusion.blocks) {
                if (block != null) {
                    action.accept(block);
                }
            }
        }
    }
}
