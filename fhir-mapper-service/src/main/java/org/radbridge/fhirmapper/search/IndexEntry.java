package org.radbridge.fhirmapper.search;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a resource is found by: one value of one search parameter. */
public sealed interface IndexEntry {

    /**
     * Where the value is indexed: {@link SearchParameter#key()}; with {@code :identifier} for a
     * reference's own identifier, {@code :text} for what a token says in words, {@code :of-type}
     * for an identifier with its type.
     */
    String parameter();

    /**
     * A code or identifier.
     *
     * @param system its system; empty when it has none
     * @param code empty for a value that has words or a system only: it is there, that is all
     */
    record Token(String parameter, String system, String code) implements IndexEntry {}

    /**
     * A reference.
     *
     * @param targetType the type of a resource here; empty for a URL of elsewhere; {@code #} for
     *     what leads to no resource that could be found: it is there, that is all
     * @param targetId the resource's id, or the URL
     */
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
     * Text, or a URI, which is not folded.
     *
     * @param exact as it stands; empty for a value without words: it is there, that is all
     * @param folded lower case, without accents: what default string search compares
     */
    record Text(String parameter, String exact, String folded) implements IndexEntry {}

    /**
     * A quantity, or a range of quantities.
     *
     * @param range what it may be
     * @param unit in words; empty when it has none
     */
    record Amount(String parameter, Interval range, String system, String code, String unit)
            implements IndexEntry {}

    /**
     * What a composite parameter reads.
     *
     * @param system of the code
     * @param beside what stands beside the code, of the same parameter
     */
    record Pair(String parameter, String system, String code, IndexEntry beside)
            implements IndexEntry {}

    /**
     * Both ends belong to it.
     *
     * @param low null for no lower end, when {@code known}
     * @param high null for no upper end, when {@code known}
     * @param known false for a quantity without a value: it is there, that is all
     */
    record Interval(@Nullable BigDecimal low, @Nullable BigDecimal high, boolean known) {}
}
