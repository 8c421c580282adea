package org.radbridge.fhirmapper.search;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a resource is found by: one value of one search parameter. */
public sealed interface IndexEntry {

    /**
     * The search parameter's name; that of a reference's identifier ends in {@code :identifier}.
     */
    String parameter();

    /**
     * A code or identifier.
     *
     * @param system its system; empty when it has none
     */
    record Token(String parameter, String system, String code) implements IndexEntry {}

    /** A literal reference to a resource here. */
    record Link(String parameter, String targetType, String targetId) implements IndexEntry {}

    /**
     * A date as the span of time it stands for.
     *
     * @param from its first instant; null for an open start
     * @param until the first instant after it; null for an open end
     */
    record Span(String parameter, @Nullable Instant from, @Nullable Instant until)
            implements IndexEntry {}

    /**
     * Text.
     *
     * @param exact as it stands
     * @param folded lower case, without accents: what default string search compares
     */
    record Text(String parameter, String exact, String folded) implements IndexEntry {}
}
