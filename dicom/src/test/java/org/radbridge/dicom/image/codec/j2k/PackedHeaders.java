package org.radbridge.dicom.image.codec.j2k;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Moves the packet headers of a codestream of one tile-part with SOP and EPH to PPT or PPM. */
final class PackedHeaders {

    /** Where the SIZ marker is in every codestream. */
    static final int SIZ = 2;

    private PackedHeaders() {}

    static int find(byte[] bytes, int marker, int from) {
        for (int at = from; at + 1 < bytes.length; at++) {
            if ((bytes[at] & 0xFF) == marker >> 8 && (bytes[at + 1] & 0xFF) == (marker & 0xFF)) {
                return at;
            }
        }
        return bytes.length;
    }

    static byte[] intoTilePart(byte[] codestream) {
        return rewrite(codestream, true);
    }

    static byte[] intoMainHeader(byte[] codestream) {
        return rewrite(codestream, false);
    }

    private static byte[] rewrite(byte[] codestream, boolean tilePart) {
        int sot = find(codestream, Marker.SOT, 0);
        int sod = find(codestream, Marker.SOD, sot);
        int end = codestream.length - 2;
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        ByteArrayOutputStream bodies = new ByteArrayOutputStream();
        int packet = sod + 2;
        while (packet < end) {
            int eph = find(codestream, Marker.EPH, packet);
            int next = Math.min(end, find(codestream, Marker.SOP, packet + 6));
            bodies.write(codestream, packet, 6);
            headers.write(codestream, packet + 6, eph + 2 - packet - 6);
            bodies.write(codestream, eph + 2, next - eph - 2);
            packet = next;
        }
        byte[] packed = headers.toByteArray();
        byte[] body = bodies.toByteArray();
        byte[] marker =
                tilePart
                        ? ByteBuffer.allocate(5 + packed.length)
                                .putShort((short) Marker.PPT)
                                .putShort((short) (3 + packed.length))
                                .put((byte) 0)
                                .put(packed)
                                .array()
                        : ByteBuffer.allocate(9 + packed.length)
                                .putShort((short) Marker.PPM)
                                .putShort((short) (7 + packed.length))
                                .put((byte) 0)
                                .putInt(packed.length)
                                .put(packed)
                                .array();
        int partLength = 14 + body.length + (tilePart ? marker.length : 0);
        ByteBuffer written = ByteBuffer.allocate(sot + marker.length + 14 + body.length + 2);
        written.put(codestream, 0, sot);
        if (!tilePart) {
            written.put(marker);
        }
        written.put(Arrays.copyOfRange(codestream, sot, sot + 6));
        written.putInt(partLength);
        written.put(Arrays.copyOfRange(codestream, sot + 10, sot + 12));
        if (tilePart) {
            written.put(marker);
        }
        written.putShort((short) Marker.SOD).put(body).putShort((short) Marker.EOC);
        return written.array();
    }
}
