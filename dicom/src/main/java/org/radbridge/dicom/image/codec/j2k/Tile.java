package org.radbridge.dicom.image.codec.j2k;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.image.codec.ImageException;

/** What the tile-parts of a tile hold (A.4.2), gathered in their order. */
final class Tile {

    final Parameters parameters;
    private final List<byte[]> bodies = new ArrayList<>();
    private final List<byte[]> packedHeaders = new ArrayList<>();
    private boolean headersArePacked;

    Tile(Parameters parameters) {
        this.parameters = parameters;
    }

    void addBody(byte[] body) {
        bodies.add(body);
    }

    void addPackedHeaders(byte[] headers) {
        headersArePacked = true;
        packedHeaders.add(headers);
    }

    /** The packets of all tile-parts; what was gathered is let go. */
    byte[] takeBytes() {
        return join(bodies);
    }

    /** What PPM or PPT say of this tile, null where neither does. */
    byte @Nullable [] takePackedHeaders() {
        return headersArePacked ? join(packedHeaders) : null;
    }

    private static byte[] join(List<byte[]> parts) {
        if (parts.size() == 1) {
            return parts.removeFirst();
        }
        long length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        if (length > Integer.MAX_VALUE - 8) {
            throw new ImageException(ImageException.Kind.TOO_LARGE, "JPEG 2000 tile");
        }
        byte[] all = new byte[(int) length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        parts.clear();
        return all;
    }
}
