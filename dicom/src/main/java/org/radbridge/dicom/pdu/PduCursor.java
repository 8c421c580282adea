package org.radbridge.dicom.pdu;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Reads the fields of one PDU in order, each under the name that the standard gives it. */
final class PduCursor {

    private final Buffer bytes;
    private int position;

    PduCursor(Buffer bytes) {
        this.bytes = bytes;
    }

    boolean hasRemaining() {
        return position < bytes.length();
    }

    int readUint8(String field) throws PduException {
        return bytes.getUnsignedByte(advance(1, field));
    }

    int readUint16(String field) throws PduException {
        return bytes.getUnsignedShort(advance(2, field));
    }

    long readUint32(String field) throws PduException {
        return bytes.getUnsignedInt(advance(4, field));
    }

    void skip(int length, String field) throws PduException {
        advance(length, field);
    }

    Buffer readBytes(long length, String field) throws PduException {
        int start = advance(length, field);
        return bytes.slice(start, position);
    }

    /** A view on the next {@code length} bytes with its own position. */
    PduCursor readItem(long length, String field) throws PduException {
        return new PduCursor(readBytes(length, field));
    }

    /** ISO 646 text without the spaces and NULs that pad it. */
    String readText(int length, String field) throws PduException {
        String text = readBytes(length, field).toString(StandardCharsets.ISO_8859_1);
        int end = text.length();
        while (end > 0 && isPadding(text.charAt(end - 1))) {
            end--;
        }
        int start = 0;
        while (start < end && isPadding(text.charAt(start))) {
            start++;
        }
        return text.substring(start, end);
    }

    String readRemainingText(String field) throws PduException {
        return readText(remaining(), field);
    }

    Buffer readRemaining(String field) throws PduException {
        return readBytes(remaining(), field);
    }

    void expectEnd(String item) throws PduException {
        if (hasRemaining()) {
            throw new PduException(
                    AbortReason.INVALID_PDU_PARAMETER_VALUE,
                    item + " has " + remaining() + " bytes too many");
        }
    }

    private int remaining() {
        return bytes.length() - position;
    }

    private int advance(long length, String field) throws PduException {
        if (length > remaining()) {
            throw new PduException(
                    AbortReason.INVALID_PDU_PARAMETER_VALUE,
                    field + " needs " + length + " bytes, " + remaining() + " left");
        }
        int start = position;
        position += (int) length;
        return start;
    }

    private static boolean isPadding(char character) {
        return character == ' ' || character == '\0';
    }
}
