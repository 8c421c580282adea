package org.radbridge.dicom.image.codec.j2k;

import java.util.ArrayList;
import java.util.List;
import org.radbridge.dicom.image.codec.FrameShape;
import org.radbridge.dicom.image.codec.ImageException;

/**
 * The SIZ marker segment (A.5.1) and the tile grid that it spans (B.3), on the reference grid.
 *
 * @param x0 XOsiz; {@code y0}, {@code x1}, {@code y1} likewise, the ends exclusive
 * @param tileX0 XTOsiz
 * @param tileWidth XTsiz
 */
record ImageSize(
        int x0,
        int y0,
        int x1,
        int y1,
        int tileX0,
        int tileY0,
        long tileWidth,
        long tileHeight,
        List<Component> components) {

    /** More bits than this leave the 32-bit coefficients of a transformed component no room. */
    private static final int MAX_PRECISION = 26;

    /** What a component's samples are (Ssiz). */
    record Component(int precision, boolean signed) {

        int lowest() {
            return signed ? -(1 << precision - 1) : 0;
        }

        int highest() {
            return signed ? (1 << precision - 1) - 1 : (1 << precision) - 1;
        }

        /** What the encoder took off the samples (G.1). */
        int levelShift() {
            return signed ? 0 : 1 << precision - 1;
        }
    }

    static ImageSize read(SegmentBytes bytes, FrameShape shape) {
        bytes.u16(); // capabilities: what is not decoded shows where it is used
        int x1 = bytes.i31();
        int y1 = bytes.i31();
        int x0 = bytes.i31();
        int y0 = bytes.i31();
        long tileWidth = bytes.u32();
        long tileHeight = bytes.u32();
        int tileX0 = bytes.i31();
        int tileY0 = bytes.i31();
        int count = bytes.u16();
        if (tileX0 > x0 || tileY0 > y0 || tileX0 + tileWidth <= x0 || tileY0 + tileHeight <= y0) {
            throw ImageException.malformed("JPEG 2000 tile grid");
        }
        if ((long) x1 - x0 != shape.columns()
                || (long) y1 - y0 != shape.rows()
                || count != shape.samplesPerPixel()) {
            throw ImageException.mismatch("size of the JPEG 2000 image");
        }
        List<Component> components = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            int depth = bytes.u8();
            Component component = new Component((depth & 0x7F) + 1, (depth & 0x80) != 0);
            int separation = bytes.u16(); // XRsiz and YRsiz
            if (separation != 0x0101) {
                throw ImageException.unsupported("JPEG 2000 with subsampled components");
            }
            if (component.precision() > shape.bitsAllocated()) {
                throw ImageException.mismatch("precision of the JPEG 2000 image");
            }
            if (component.precision() > MAX_PRECISION) {
                throw ImageException.unsupported("JPEG 2000 precision");
            }
            components.add(component);
        }
        ImageSize size =
                new ImageSize(
                        x0,
                        y0,
                        x1,
                        y1,
                        tileX0,
                        tileY0,
                        tileWidth,
                        tileHeight,
                        List.copyOf(components));
        if ((long) size.tilesAcross() * size.tilesDown() > 0xFFFF) {
            throw ImageException.malformed("number of JPEG 2000 tiles");
        }
        return size;
    }

    int tilesAcross() {
        return Math.toIntExact((x1 - tileX0 + tileWidth - 1) / tileWidth);
    }

    int tilesDown() {
        return Math.toIntExact((y1 - tileY0 + tileHeight - 1) / tileHeight);
    }

    int tiles() {
        return tilesAcross() * tilesDown();
    }

    /** The part of the reference grid that a tile covers. */
    Area tile(int index) {
        long left = tileX0 + index % tilesAcross() * tileWidth;
        long top = tileY0 + index / tilesAcross() * tileHeight;
        return new Area(
                (int) Math.max(left, x0),
                (int) Math.max(top, y0),
                (int) Math.min(left + tileWidth, x1),
                (int) Math.min(top + tileHeight, y1));
    }
}
