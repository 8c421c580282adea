package org.radbridge.contracts;

/** How soon a study has to be read: the most urgent first. */
public enum Urgency {
    CRITICAL,
    URGENT,
    ROUTINE;

    /** Whether this is more urgent than another. */
    public boolean outranks(Urgency other) {
        return compareTo(other) < 0;
    }
}
