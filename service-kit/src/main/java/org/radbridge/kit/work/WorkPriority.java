package org.radbridge.kit.work;

import org.radbridge.contracts.Lane;

/** Which work passes which; the order of the constants is the order of precedence. */
public enum WorkPriority {
    URGENT,
    NORMAL,
    LOW;

    /** The priority of work that an event of this lane causes. */
    public static WorkPriority of(Lane lane) {
        return switch (lane) {
            case URGENT -> URGENT;
            case ROUTINE -> NORMAL;
        };
    }
}
