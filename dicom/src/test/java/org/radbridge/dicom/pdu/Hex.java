package org.radbridge.dicom.pdu;

import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;

/**
 * Bytes written by hand: hexadecimal digits, text in single quotes, comments from # to line end.
 */
public final class Hex {

    private Hex() {}

    /** The bytes of such a text. */
    public static Buffer bytes(String text) {
        Buffer bytes = Buffer.buffer();
        text.lines().map(line -> line.split("#", 2)[0]).forEach(line -> append(bytes, line));
        return bytes;
    }

    private static void append(Buffer bytes, String line) {
        String[] parts = line.split("'", -1);
        for (int i = 0; i < parts.length; i++) {
            if (i % 2 == 1) {
                bytes.appendString(parts[i], "US-ASCII");
            } else {
                bytes.appendBytes(HexFormat.of().parseHex(parts[i].replaceAll("\\s", "")));
            }
        }
    }
}
