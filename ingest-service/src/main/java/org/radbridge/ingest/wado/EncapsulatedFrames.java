package org.radbridge.ingest.wado;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Frames put together from fragments (PS3.5 annex A.4). */
final class EncapsulatedFrames {
    private static final int ITEM_HEADER = 8;

    private EncapsulatedFrames() {}

    /**
     * The frames: one fragment each; or all fragments for the only one; else as the Basic Offset
     * Table says.
     *
     * @param fragments the Basic Offset Table first
     */
    static List<Buffer> of(List<byte[]> fragments, int frames) {
        List<byte[]> content = fragments.subList(1, fragments.size());
        List<Buffer> found = new ArrayList<>();
        if (frames == 1) {
            Buffer only = Buffer.buffer();
            content.forEach(only::appendBytes);
            found.add(only);
            return found;
        }
        if (content.size() == frames) {
            content.forEach(fragment -> found.add(Buffer.buffer(fragment)));
            return found;
        }
        ByteBuffer table = ByteBuffer.wrap(fragments.getFirst()).order(ByteOrder.LITTLE_ENDIAN);
        long position = 0;
        for (byte[] fragment : content) {
            boolean begins =
                    found.size() < table.capacity() / Integer.BYTES
                            && Integer.toUnsignedLong(table.getInt(found.size() * Integer.BYTES))
                                    == position;
            if (begins || found.isEmpty()) {
                found.add(Buffer.buffer());
            }
            found.getLast().appendBytes(fragment);
            position += fragment.length + ITEM_HEADER;
        }
        if (found.size() != frames) {
            throw Reading.notAcceptable("application/dicom: no table tells where frames begin");
        }
        return found;
    }
}
