package org.radbridge.fhirmapper.store;

import java.util.Arrays;
import java.util.Optional;

/** Procedure Step State, (0074,1000), by its defined terms (PS3.4 section CC.1.1). */
public enum WorkitemState {
    SCHEDULED("SCHEDULED"),
    IN_PROGRESS("IN PROGRESS"),
    COMPLETED("COMPLETED"),
    CANCELED("CANCELED");

    private final String term;

    WorkitemState(String term) {
        this.term = term;
    }

    /** As DICOM writes it. */
    public String term() {
        return term;
    }

    /** Whether it never changes again. */
    public boolean isFinal() {
        return this == COMPLETED || this == CANCELED;
    }

    /** The state of a term; empty when there is none such. */
    public static Optional<WorkitemState> of(String term) {
        return Arrays.stream(values()).filter(state -> state.term.equals(term)).findFirst();
    }
}
