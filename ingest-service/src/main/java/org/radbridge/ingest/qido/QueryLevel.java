package org.radbridge.ingest.qido;

import java.util.Arrays;
import java.util.Optional;

/** Query/Retrieve Level (0008,0052), PS3.4 section C.6. */
public enum QueryLevel {
    PATIENT,
    STUDY,
    SERIES,
    IMAGE;

    /** The level of this name; empty when there is none. */
    public static Optional<QueryLevel> of(String term) {
        return Arrays.stream(values())
                .filter(level -> level.name().equals(term.strip()))
                .findFirst();
    }
}
