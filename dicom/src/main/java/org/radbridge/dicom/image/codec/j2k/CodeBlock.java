package org.radbridge.dicom.image.codec.j2k;

import java.util.Arrays;
import org.radbridge.dicom.image.codec.ImageException;

/** What packets brought for a code-block: coding passes in codeword segments, bytes in pieces. */
final class CodeBlock {

    private static final int MAX_LENGTH_BITS = 31;

    final Area area;
    final int zeroBitPlanes;
    private final BlockStyle style;
    private int lengthBits = 3;
    private int passes;

    /** Passes and bytes of each codeword segment, one after the other. */
    private int[] segments = new int[2];

    private int segmentCount;

    /** Start and length of each piece among the tile's bytes. */
    private int[] pieces = new int[2];

    private int pieceCount;
    private int pending;

    CodeBlock(Area area, int zeroBitPlanes, BlockStyle style) {
        this.area = area;
        this.zeroBitPlanes = zeroBitPlanes;
        this.style = style;
    }

    /** Reads how many passes and bytes the packet holds for this block (B.10.6, B.10.7). */
    void readLengths(PacketBits bits) {
        int more = bits.passes();
        while (bits.bit() == 1) {
            lengthBits++;
        }
        while (more > 0) {
            if (segmentCount == 0 || room(more) == 0) {
                if (2 * segmentCount == segments.length) {
                    segments = Arrays.copyOf(segments, 4 * segmentCount);
                }
                segments[2 * segmentCount] = 0;
                segments[2 * segmentCount + 1] = 0;
                segmentCount++;
            }
            int added = Math.min(more, room(more));
            int width = lengthBits + 31 - Integer.numberOfLeadingZeros(added);
            if (width > MAX_LENGTH_BITS) {
                throw ImageException.malformed("JPEG 2000 code-block length");
            }
            int length = bits.bits(width);
            if (length > Integer.MAX_VALUE - pending
                    || length > Integer.MAX_VALUE - bytes(segmentCount - 1)) {
                throw ImageException.truncated("JPEG 2000 packet");
            }
            segments[2 * segmentCount - 2] += added;
            segments[2 * segmentCount - 1] += length;
            pending += length;
            passes += added;
            more -= added;
        }
    }

    /** How many of the packet's passes the last segment still takes. */
    private int room(int more) {
        int held = passes(segmentCount - 1);
        return style.longestSegment(passes - held, held + more) - held;
    }

    /** Takes the bytes whose lengths were read. */
    void takeBytes(PacketBits body) {
        if (pending > 0) {
            if (2 * pieceCount == pieces.length) {
                pieces = Arrays.copyOf(pieces, 4 * pieceCount);
            }
            pieces[2 * pieceCount] = body.take(pending);
            pieces[2 * pieceCount + 1] = pending;
            pieceCount++;
        }
        pending = 0;
    }

    int passes() {
        return passes;
    }

    int segments() {
        return segmentCount;
    }

    int passes(int segment) {
        return segments[2 * segment];
    }

    int bytes(int segment) {
        return segments[2 * segment + 1];
    }

    /** Length of all segments together. */
    int length() {
        int length = 0;
        for (int i = 0; i < pieceCount; i++) {
            length += pieces[2 * i + 1];
        }
        return length;
    }

    /** Puts the pieces side by side. */
    void copyTo(byte[] to, byte[] tile) {
        int at = 0;
        for (int i = 0; i < pieceCount; i++) {
            System.arraycopy(tile, pieces[2 * i], to, at, pieces[2 * i + 1]);
            at += pieces[2 * i + 1];
        }
    }
}
