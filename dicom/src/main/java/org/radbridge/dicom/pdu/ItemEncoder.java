package org.radbridge.dicom.pdu;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Writes items whose 16-bit length is known only when their content stands. */
final class ItemEncoder {

    private static final int MAXIMUM_LENGTH = 0xFFFF;

    private ItemEncoder() {}

    /** Starts an item; the result goes to {@link #end}. */
    static int begin(Buffer out, int itemType, int secondByte) {
        out.appendUnsignedByte((short) itemType).appendUnsignedByte((short) secondByte);
        int lengthAt = out.length();
        out.appendUnsignedShort(0);
        return lengthAt;
    }

    /** Ends the item that {@link #begin} started by filling in its length. */
    static void end(Buffer out, int lengthAt) {
        out.setUnsignedShort(lengthAt, checkLength(out.length() - lengthAt - 2));
    }

    static void text(Buffer out, int itemType, String text) {
        int lengthAt = begin(out, itemType, 0);
        out.appendBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        end(out, lengthAt);
    }

    static int checkLength(int length) {
        if (length > MAXIMUM_LENGTH) {
            throw new IllegalArgumentException("item of " + length + " bytes, 65535 at most");
        }
        return length;
    }
}
