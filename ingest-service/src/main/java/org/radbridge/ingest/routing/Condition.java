package org.radbridge.ingest.routing;

import java.util.List;

/**
 * One attribute of a series is one of several values.
 *
 * @param attribute what is looked at
 * @param anyOf patterns, of which one must match one of the attribute's values
 */
record Condition(Attribute attribute, List<ValuePattern> anyOf) {
    Condition {
        anyOf = List.copyOf(anyOf);
    }

    boolean holds(SeriesFacts facts) {
        return attribute.valuesOf(facts).stream()
                .anyMatch(value -> anyOf.stream().anyMatch(pattern -> pattern.matches(value)));
    }
}
