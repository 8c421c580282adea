package org.radbridge.dicom.dimse;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The command set of a message, PS3.7 §6.3.1 and annex E. Immutable; the group length is the
 * codec's and not part of it.
 */
public final class CommandSet {

    /** Command Data Set Type of a message without a data set, PS3.7 §E.1. */
    public static final int NO_DATA_SET = 0x0101;

    /** Any other value says that a data set follows; this is the one sent. */
    static final int DATA_SET_FOLLOWS = 0x0000;

    private final Map<CommandElement, Buffer> values;

    private CommandSet(Map<CommandElement, Buffer> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    static CommandSet of(Map<CommandElement, Buffer> values) {
        return new CommandSet(new EnumMap<>(values));
    }

    /** A command set to be filled, with this Command Field. */
    public static Builder builder(int commandField) {
        return new Builder().put(CommandElement.COMMAND_FIELD, commandField);
    }

    /** The value of an unsigned element; empty when absent or of another length. */
    public OptionalInt integer(CommandElement element) {
        Buffer value = values.get(element);
        return value != null && value.length() == 2
                ? OptionalInt.of(value.getUnsignedShortLE(0))
                : OptionalInt.empty();
    }

    /** The value of a UID or text element without padding; empty when absent or blank. */
    public Optional<String> string(CommandElement element) {
        return Optional.ofNullable(values.get(element))
                .map(value -> value.toString(StandardCharsets.ISO_8859_1))
                .map(text -> text.replace('\0', ' ').strip())
                .filter(text -> !text.isEmpty());
    }

    /** The tags of an attribute identifier list, PS3.7 §E.1; empty when absent. */
    public List<Integer> tags(CommandElement element) {
        Buffer value = values.get(element);
        List<Integer> tags = new ArrayList<>();
        for (int at = 0; value != null && at + 4 <= value.length(); at += 4) {
            tags.add(value.getUnsignedShortLE(at) << 16 | value.getUnsignedShortLE(at + 2));
        }
        return tags;
    }

    /** The Command Field; -1 when the peer left it out. */
    public int commandField() {
        return integer(CommandElement.COMMAND_FIELD).orElse(-1);
    }

    /** Message ID of a request; 0 when the peer left it out. */
    public int messageId() {
        return integer(CommandElement.MESSAGE_ID).orElse(0);
    }

    /** Whether a data set follows this command set. */
    public boolean hasDataSet() {
        return integer(CommandElement.COMMAND_DATA_SET_TYPE).orElse(NO_DATA_SET) != NO_DATA_SET;
    }

    /** The status of a response; empty in a request. */
    public Optional<DimseStatus> status() {
        OptionalInt code = integer(CommandElement.STATUS);
        if (code.isEmpty()) {
            return Optional.empty();
        }
        DimseStatus status = DimseStatus.of(code.getAsInt());
        return Optional.of(
                string(CommandElement.ERROR_COMMENT).map(status::withComment).orElse(status));
    }

    Map<CommandElement, Buffer> values() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CommandSet that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** Element names only: a command's values may identify a patient's objects. */
    @Override
    public String toString() {
        return "CommandSet" + values.keySet();
    }

    /** Gathers the elements of a command set. */
    public static final class Builder {

        private final Map<CommandElement, Buffer> values = new EnumMap<>(CommandElement.class);

        private Builder() {}

        /** Sets an unsigned 16-bit element. */
        public Builder put(CommandElement element, int value) {
            values.put(element, Buffer.buffer(2).appendUnsignedShortLE(value));
            return this;
        }

        /** Sets a UID or text element, padded to an even length. */
        public Builder put(CommandElement element, String value) {
            Buffer bytes = Buffer.buffer(value, "ISO-8859-1");
            if (bytes.length() % 2 != 0) {
                bytes.appendByte((byte) (element.kind() == CommandElement.Kind.UI ? 0 : ' '));
            }
            values.put(element, bytes);
            return this;
        }

        /** Sets a list of tags. */
        public Builder putTags(CommandElement element, List<Integer> tags) {
            Buffer bytes = Buffer.buffer(4 * tags.size());
            tags.forEach(tag ->
                    bytes.appendUnsignedShortLE(tag >>> 16).appendUnsignedShortLE(tag & 0xFFFF));
            values.put(element, bytes);
            return this;
        }

        /** Says whether a data set follows, and is done. */
        public CommandSet build(boolean dataSetFollows) {
            put(
                    CommandElement.COMMAND_DATA_SET_TYPE,
                    dataSetFollows ? DATA_SET_FOLLOWS : NO_DATA_SET);
            return CommandSet.of(values);
        }
    }
}
