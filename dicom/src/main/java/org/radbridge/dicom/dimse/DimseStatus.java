package org.radbridge.dicom.dimse;

import java.util.Optional;

/**
 * The status of a response, PS3.7 annex C and, for C-STORE, PS3.4 Table B.2-1. Two statuses are
 * equal when code and comment are.
 *
 * @param code 0 to FFFF hexadecimal
 * @param errorComment told to the peer in (0000,0902), at most 64 characters; never patient data
 */
public record DimseStatus(int code, Optional<String> errorComment) {

    public static final DimseStatus SUCCESS = of(0x0000);

    /** General failures, PS3.7 §C.5. */
    public static final DimseStatus NO_SUCH_ATTRIBUTE = of(0x0105);

    public static final DimseStatus INVALID_ATTRIBUTE_VALUE = of(0x0106);

    public static final DimseStatus PROCESSING_FAILURE = of(0x0110);
    public static final DimseStatus DUPLICATE_SOP_INSTANCE = of(0x0111);
    public static final DimseStatus NO_SUCH_SOP_INSTANCE = of(0x0112);
    public static final DimseStatus NO_SUCH_EVENT_TYPE = of(0x0113);
    public static final DimseStatus NO_SUCH_ARGUMENT = of(0x0114);
    public static final DimseStatus INVALID_ARGUMENT_VALUE = of(0x0115);
    public static final DimseStatus INVALID_SOP_INSTANCE = of(0x0117);
    public static final DimseStatus NO_SUCH_SOP_CLASS = of(0x0118);
    public static final DimseStatus CLASS_INSTANCE_CONFLICT = of(0x0119);
    public static final DimseStatus MISSING_ATTRIBUTE = of(0x0120);
    public static final DimseStatus MISSING_ATTRIBUTE_VALUE = of(0x0121);
    public static final DimseStatus SOP_CLASS_NOT_SUPPORTED = of(0x0122);
    public static final DimseStatus NO_SUCH_ACTION_TYPE = of(0x0123);
    public static final DimseStatus NOT_AUTHORIZED = of(0x0124);
    public static final DimseStatus DUPLICATE_INVOCATION = of(0x0210);
    public static final DimseStatus UNRECOGNIZED_OPERATION = of(0x0211);
    public static final DimseStatus MISTYPED_ARGUMENT = of(0x0212);
    public static final DimseStatus RESOURCE_LIMITATION = of(0x0213);

    /** C-STORE, PS3.4 Table B.2-1: A7xx, worth trying again later. */
    public static final DimseStatus OUT_OF_RESOURCES = of(0xA700);

    /** C-STORE: A9xx, the bytes are not what the SOP class says. */
    public static final DimseStatus DATA_SET_DOES_NOT_MATCH_SOP_CLASS = of(0xA900);

    /** C-STORE: Cxxx, the data set cannot be parsed. */
    public static final DimseStatus CANNOT_UNDERSTAND = of(0xC000);

    /** C-STORE warnings: stored all the same. */
    public static final DimseStatus COERCION_OF_DATA_ELEMENTS = of(0xB000);

    public static final DimseStatus ELEMENTS_DISCARDED = of(0xB006);
    public static final DimseStatus STORED_BUT_DATA_SET_DOES_NOT_MATCH_SOP_CLASS = of(0xB007);

    /** C-MOVE and C-GET, PS3.4 Tables C.4-2 and C.4-3: the matches cannot be counted. */
    public static final DimseStatus UNABLE_TO_CALCULATE_NUMBER_OF_MATCHES = of(0xA701);

    /** C-MOVE and C-GET: not one sub-operation succeeded. */
    public static final DimseStatus UNABLE_TO_PERFORM_SUB_OPERATIONS = of(0xA702);

    /** C-MOVE: nobody is known under the name given. */
    public static final DimseStatus MOVE_DESTINATION_UNKNOWN = of(0xA801);

    /** C-FIND, C-MOVE and C-GET: the identifier is none for this SOP class. */
    public static final DimseStatus IDENTIFIER_DOES_NOT_MATCH_SOP_CLASS = of(0xA900);

    /** C-FIND, C-MOVE and C-GET: Cxxx, the query cannot be carried out. */
    public static final DimseStatus UNABLE_TO_PROCESS = of(0xC000);

    /** C-MOVE and C-GET warning: done, but some sub-operations failed or gave a warning. */
    public static final DimseStatus SUB_OPERATIONS_WITH_FAILURES = of(0xB000);

    public static final DimseStatus CANCEL = of(0xFE00);
    public static final DimseStatus PENDING = of(0xFF00);
    public static final DimseStatus PENDING_WITH_WARNING = of(0xFF01);

    private static final int COMMENT_LENGTH = 64;

    public DimseStatus {
        if (code < 0 || code > 0xFFFF) {
            throw new IllegalArgumentException("no status code: " + code);
        }
        errorComment =
                errorComment.map(text ->
                        text.length() > COMMENT_LENGTH ? text.substring(0, COMMENT_LENGTH) : text);
    }

    /** A status without comment. */
    public static DimseStatus of(int code) {
        return new DimseStatus(code, Optional.empty());
    }

    /** The same status with a comment for the peer; cut to 64 characters. */
    public DimseStatus withComment(String comment) {
        return new DimseStatus(code, Optional.of(comment));
    }

    /** Success or a warning: the operation was done. */
    public boolean isDone() {
        return kind() == Kind.SUCCESS || kind() == Kind.WARNING;
    }

    /** The class of the code, PS3.7 §C.1 to §C.5. */
    public Kind kind() {
        return switch (code) {
            case 0x0000 -> Kind.SUCCESS;
            case 0x0001, 0x0107, 0x0116 -> Kind.WARNING;
            case 0xFE00 -> Kind.CANCEL;
            case 0xFF00, 0xFF01 -> Kind.PENDING;
            default -> (code & 0xF000) == 0xB000 ? Kind.WARNING : Kind.FAILURE;
        };
    }

    /** The five classes of status. */
    public enum Kind {
        SUCCESS,
        WARNING,
        FAILURE,
        CANCEL,
        PENDING
    }

    @Override
    public String toString() {
        String text = "%04X %s".formatted(code, kind());
        return errorComment.map(comment -> text + " (" + comment + ")").orElse(text);
    }
}
