package org.radbridge.dicom.net;

import org.radbridge.dicom.dimse.CommandElement;
import org.radbridge.dicom.dimse.CommandSet;

/** How far a C-MOVE or C-GET has come, counted in C-STORE sub-operations (PS3.4 §C.4.2.1). */
public record SubOperations(int remaining, int completed, int failed, int warning) {

    /** What is counted in 16 bits on the wire stops there. */
    private static final int MAXIMUM = 0xFFFF;

    /** Nothing done yet. */
    static SubOperations of(int remaining) {
        return new SubOperations(remaining, 0, 0, 0);
    }

    /** The counts of a response; 0 for what it leaves out. */
    static SubOperations of(CommandSet response) {
        return new SubOperations(
                response.integer(CommandElement.NUMBER_OF_REMAINING_SUB_OPERATIONS).orElse(0),
                response.integer(CommandElement.NUMBER_OF_COMPLETED_SUB_OPERATIONS).orElse(0),
                response.integer(CommandElement.NUMBER_OF_FAILED_SUB_OPERATIONS).orElse(0),
                response.integer(CommandElement.NUMBER_OF_WARNING_SUB_OPERATIONS).orElse(0));
    }

    SubOperations oneCompleted() {
        return new SubOperations(remaining - 1, completed + 1, failed, warning);
    }

    SubOperations oneWarned() {
        return new SubOperations(remaining - 1, completed, failed, warning + 1);
    }

    SubOperations oneFailed() {
        return new SubOperations(remaining - 1, completed, failed + 1, warning);
    }

    /**
     * Writes the counts.
     *
     * @param withRemaining only while pending or cancelled, PS3.7 §9.1.4.1.8
     */
    void writeTo(CommandSet.Builder response, boolean withRemaining) {
        if (withRemaining) {
            put(response, CommandElement.NUMBER_OF_REMAINING_SUB_OPERATIONS, remaining);
        }
        put(response, CommandElement.NUMBER_OF_COMPLETED_SUB_OPERATIONS, completed);
        put(response, CommandElement.NUMBER_OF_FAILED_SUB_OPERATIONS, failed);
        put(response, CommandElement.NUMBER_OF_WARNING_SUB_OPERATIONS, warning);
    }

    private static void put(CommandSet.Builder response, CommandElement element, int count) {
        response.put(element, Math.min(count, MAXIMUM));
    }
}
