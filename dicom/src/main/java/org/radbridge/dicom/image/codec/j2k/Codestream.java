package org.radbridge.dicom.image.codec.j2k;

import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.image.codec.FrameShape;
import org.radbridge.dicom.image.codec.ImageException;

/**
 * A codestream (annex A) read into its tiles. Every tile has to be there whole: a codestream that
 * ends early could be shown at less quality, but nobody who looked at it would know, so it is
 * refused as truncated. Only a missing EOC is let pass.
 */
final class Codestream {

    private final byte[] bytes;
    private final int end;
    private int at;
    private final FrameShape shape;
    private @Nullable Parameters main;
    private @Nullable Tile[] tiles = new @Nullable Tile[0];
    private final TreeMap<Integer, byte[]> packedMainHeaders = new TreeMap<>();
    private @Nullable SegmentBytes packed;

    Codestream(byte[] bytes, int from, int end, FrameShape shape) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
        this.shape = shape;
    }

    int[] decode() {
        if (marker() != Marker.SOC) {
            throw ImageException.malformed("no JPEG 2000 codestream");
        }
        ImageSize image = mainHeader();
        while (at < end && tilePart(image)) {
            // the next one
        }
        for (Tile tile : tiles) {
            if (tile == null) {
                throw ImageException.truncated("JPEG 2000 tile is missing");
            }
        }
        int[] samples = new int[shape.samples()];
        TileDecoder decoder = new TileDecoder(image);
        for (int i = 0; i < tiles.length; i++) {
            Tile tile = tiles[i];
            if (tile != null) {
                decoder.decode(i, tile, samples);
                tiles[i] = null;
            }
        }
        return samples;
    }

    private int marker() {
        if (end - at < 2) {
            throw ImageException.truncated("JPEG 2000 marker");
        }
        at += 2;
        return (bytes[at - 2] & 0xFF) << 8 | bytes[at - 1] & 0xFF;
    }

    /** The parameters of the marker segment whose marker was read; the next one follows. */
    private SegmentBytes segment() {
        int from = at;
        int length = marker();
        if (length < 2) {
            throw ImageException.malformed("JPEG 2000 marker segment length");
        }
        if (length > end - from) {
            throw ImageException.truncated("JPEG 2000 marker segment");
        }
        at = from + length;
        return new SegmentBytes(bytes, from + 2, at);
    }

    private ImageSize mainHeader() {
        if (marker() != Marker.SIZ) {
            throw ImageException.malformed("JPEG 2000 without SIZ");
        }
        ImageSize image = ImageSize.read(segment(), shape);
        Parameters parameters = new Parameters(image.components().size(), null);
        int marker = marker();
        while (marker != Marker.SOT) {
            checkMarker(marker);
            SegmentBytes segment = segment();
            if (marker == Marker.PPM) {
                packedMainHeaders.put(segment.u8(), segment.rest());
            } else {
                parameters.read(marker, segment);
            }
            marker = marker();
        }
        at -= 2;
        parameters.defaults();
        main = parameters;
        tiles = new @Nullable Tile[image.tiles()];
        if (!packedMainHeaders.isEmpty()) {
            byte[] all = join(packedMainHeaders);
            packed = new SegmentBytes(all, 0, all.length);
        }
        return image;
    }

    private static byte[] join(TreeMap<Integer, byte[]> parts) {
        int length = 0;
        for (byte[] part : parts.values()) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int to = 0;
        for (byte[] part : parts.values()) {
            System.arraycopy(part, 0, all, to, part.length);
            to += part.length;
        }
        return all;
    }

    private static void checkMarker(int marker) {
        if (marker < 0xFF50 || marker > 0xFF7F) {
            throw ImageException.malformed("JPEG 2000 marker");
        }
    }

    /** Reads a tile-part (A.4.2); false at the end of the codestream. */
    private boolean tilePart(ImageSize image) {
        int from = at;
        int marker = marker();
        if (marker == Marker.EOC) {
            return false;
        }
        if (marker != Marker.SOT) {
            throw ImageException.malformed("JPEG 2000 tile-part");
        }
        SegmentBytes header = segment();
        int index = header.u16();
        long length = header.u32();
        if (index >= image.tiles()) {
            throw ImageException.malformed("JPEG 2000 tile index");
        }
        if (length > end - from) {
            throw ImageException.truncated("JPEG 2000 tile-part");
        }
        int partEnd = length == 0 ? end : from + (int) length;
        Tile tile = tiles[index];
        if (tile == null) {
            tile = new Tile(new Parameters(image.components().size(), main));
            tiles[index] = tile;
        }
        tilePartHeader(tile);
        if (packed != null) {
            tile.addPackedHeaders(packedTilePart(packed));
        }
        if (at > partEnd) {
            throw ImageException.malformed("JPEG 2000 tile-part length");
        }
        tile.addBody(Arrays.copyOfRange(bytes, at, partEnd));
        at = partEnd;
        return true;
    }

    private void tilePartHeader(Tile tile) {
        TreeMap<Integer, byte[]> packedHere = new TreeMap<>();
        int marker = marker();
        while (marker != Marker.SOD) {
            checkMarker(marker);
            SegmentBytes segment = segment();
            if (marker == Marker.PPT) {
                packedHere.put(segment.u8(), segment.rest());
            } else {
                tile.parameters.read(marker, segment);
            }
            marker = marker();
        }
        if (!packedHere.isEmpty()) {
            tile.addPackedHeaders(join(packedHere));
        }
    }

    /** The packet headers that PPM has for the next tile-part (A.7.4). */
    private static byte[] packedTilePart(SegmentBytes packed) {
        int length = packed.i31();
        if (length > packed.remaining()) {
            throw ImageException.truncated("JPEG 2000 packed packet headers");
        }
        return packed.take(length);
    }
}
