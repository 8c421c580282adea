package org.radbridge.dicom.dimse;

import java.util.Optional;

/** The elements of a command set that DIMSE-C and DIMSE-N use, PS3.7 annex E. All in group 0000. */
public enum CommandElement {
    COMMAND_GROUP_LENGTH(0x0000, Kind.UL),
    AFFECTED_SOP_CLASS_UID(0x0002, Kind.UI),
    REQUESTED_SOP_CLASS_UID(0x0003, Kind.UI),
    COMMAND_FIELD(0x0100, Kind.US),
    MESSAGE_ID(0x0110, Kind.US),
    MESSAGE_ID_BEING_RESPONDED_TO(0x0120, Kind.US),
    MOVE_DESTINATION(0x0600, Kind.TEXT),
    PRIORITY(0x0700, Kind.US),
    COMMAND_DATA_SET_TYPE(0x0800, Kind.US),
    STATUS(0x0900, Kind.US),
    OFFENDING_ELEMENT(0x0901, Kind.OTHER),
    ERROR_COMMENT(0x0902, Kind.TEXT),
    ERROR_ID(0x0903, Kind.US),
    AFFECTED_SOP_INSTANCE_UID(0x1000, Kind.UI),
    REQUESTED_SOP_INSTANCE_UID(0x1001, Kind.UI),
    EVENT_TYPE_ID(0x1002, Kind.US),
    ATTRIBUTE_IDENTIFIER_LIST(0x1005, Kind.OTHER),
    ACTION_TYPE_ID(0x1008, Kind.US),
    NUMBER_OF_REMAINING_SUB_OPERATIONS(0x1020, Kind.US),
    NUMBER_OF_COMPLETED_SUB_OPERATIONS(0x1021, Kind.US),
    NUMBER_OF_FAILED_SUB_OPERATIONS(0x1022, Kind.US),
    NUMBER_OF_WARNING_SUB_OPERATIONS(0x1023, Kind.US),
    MOVE_ORIGINATOR_APPLICATION_ENTITY_TITLE(0x1030, Kind.TEXT),
    MOVE_ORIGINATOR_MESSAGE_ID(0x1031, Kind.US);

    /** How the value of an element is written. */
    enum Kind {
        /** Unsigned 16-bit. */
        US,
        /** Unsigned 32-bit. */
        UL,
        /** A UID, padded with NUL. */
        UI,
        /** AE or LO, padded with a space. */
        TEXT,
        /** Kept as bytes. */
        OTHER
    }

    private final int number;
    private final Kind kind;

    CommandElement(int number, Kind kind) {
        this.number = number;
        this.kind = kind;
    }

    /** The element number within group 0000. */
    public int number() {
        return number;
    }

    Kind kind() {
        return kind;
    }

    static Optional<CommandElement> of(int number) {
        for (CommandElement element : values()) {
            if (element.number == number) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }
}
