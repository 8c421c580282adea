package org.radbridge.dicom.dimse;

import io.vertx.core.buffer.Buffer;
import java.util.EnumMap;
import java.util.Map;

/** Command sets as bytes: always Implicit VR Little Endian, PS3.7 §6.3.1. Pure. */
public final class CommandSetCodec {

    private static final int ELEMENT_HEADER = 8;

    private CommandSetCodec() {}

    /** The bytes of a command set, group length first. */
    public static Buffer encode(CommandSet command) {
        Buffer elements = Buffer.buffer(160);
        command.values().forEach((element, value) -> append(elements, element, value));
        Buffer out = Buffer.buffer(12 + elements.length());
        append(
                out,
                CommandElement.COMMAND_GROUP_LENGTH,
                Buffer.buffer(4).appendIntLE(elements.length()));
        return out.appendBuffer(elements);
    }

    /**
     * Reads a command set. The group length is not relied on, elements that the standard does not
     * know are passed over.
     *
     * @throws DimseException with status "processing failure" when the bytes are no command set
     */
    public static CommandSet decode(Buffer bytes) throws DimseException {
        Map<CommandElement, Buffer> values = new EnumMap<>(CommandElement.class);
        int position = 0;
        while (position < bytes.length()) {
            position = decodeElement(bytes, position, values);
        }
        values.remove(CommandElement.COMMAND_GROUP_LENGTH);
        return CommandSet.of(values);
    }

    private static int decodeElement(Buffer bytes, int position, Map<CommandElement, Buffer> values)
            throws DimseException {
        if (bytes.length() - position < ELEMENT_HEADER) {
            throw malformed("command set ends within an element's header");
        }
        int group = bytes.getUnsignedShortLE(position);
        int number = bytes.getUnsignedShortLE(position + 2);
        long length = bytes.getUnsignedIntLE(position + 4);
        int start = position + ELEMENT_HEADER;
        if (group != 0) {
            throw malformed("element of group " + Integer.toHexString(group) + " in a command set");
        }
        if (length > bytes.length() - start) {
            throw malformed("command set ends within an element's value");
        }
        int end = start + (int) length;
        CommandElement.of(number)
                .ifPresent(element -> values.put(element, bytes.getBuffer(start, end)));
        return end;
    }

    private static void append(Buffer out, CommandElement element, Buffer value) {
        out.appendUnsignedShortLE(0)
                .appendUnsignedShortLE(element.number())
                .appendIntLE(value.length())
                .appendBuffer(value);
    }

    private static DimseException malformed(String message) {
        return new DimseException(DimseStatus.PROCESSING_FAILURE.withComment(message));
    }
}
