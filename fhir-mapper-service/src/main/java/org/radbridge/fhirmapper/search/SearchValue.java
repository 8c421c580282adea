package org.radbridge.fhirmapper.search;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value that a search compares with. */
public sealed interface SearchValue {

    /**
     * A token.
     *
     * @param system null for any, empty for none
     * @param code null for any
     */
    record Token(@Nullable String system, @Nullable String code) implements SearchValue {}

    /**
     * A reference.
     *
     * @param type null for any; empty for a URL of elsewhere
     * @param id an id, or a URL
     */
    record Link(@Nullable String type, String id) implements SearchValue {}

    /**
     * A date with its comparison.
     *
     * @param from its first instant; for {@code ap} a tenth of its distance from now earlier
     * @param until the first instant after it; for {@code ap} as much later
     */
    record Date(Comparison comparison, Instant from, Instant until) implements SearchValue {}

    /** Text. */
    record Text(TextMatch match, String text) implements SearchValue {}

    /**
     * A URI.
     *
     * @param below whether what lies below it matches too
     * @param anyOf the URI; or for {@code :above}, all that it lies below
     */
    record Uri(boolean below, List<String> anyOf) implements SearchValue {}

    /**
     * A quantity with its comparison.
     *
     * @param value as it was given
     * @param margin on either side of it: half of its last digit, or a tenth of it for {@code ap}
     * @param system null for any
     * @param code null for any; without a system, it may be the unit in words too
     */
    record Amount(
            Comparison comparison,
            BigDecimal value,
            BigDecimal margin,
            @Nullable String system,
            @Nullable String code)
            implements SearchValue {}

    /** A code and what stands beside it. */
    record Pair(Token token, SearchValue beside) implements SearchValue {}

    /** The prefixes of R4 search, section 3.1.1.4.3. */
    enum Comparison {
        EQ,
        NE,
        GT,
        LT,
        GE,
        LE,
        SA,
        EB,
        AP
    }

    /** How text is compared. */
    enum TextMatch {
        STARTS_WITH,
        CONTAINS,
        EXACT
    }
}
