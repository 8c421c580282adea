package org.radbridge.fhirmapper.terminology;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How near the target of a map comes to its source (R4, ConceptMapEquivalence). */
public enum Equivalence {
    EQUIVALENT,
    EQUAL,
    WIDER,
    NARROWER,
    RELATEDTO,
    INEXACT;

    /** The FHIR code. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Seen from the target. */
    Equivalence reversed() {
        return switch (this) {
            case WIDER -> NARROWER;
            case NARROWER -> WIDER;
            case EQUIVALENT, EQUAL, RELATEDTO, INEXACT -> this;
        };
    }

    /** By the FHIR code; nothing said means equivalent. */
    static Optional<Equivalence> of(String code) {
        return code.isBlank()
                ? Optional.of(EQUIVALENT)
                : Stream.of(values()).filter(e -> e.code().equals(code.strip())).findFirst();
    }
}
