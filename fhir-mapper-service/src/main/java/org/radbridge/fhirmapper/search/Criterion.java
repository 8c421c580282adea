package org.radbridge.fhirmapper.search;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A condition that a resource has to meet; values of one criterion are alternatives. */
public sealed interface Criterion {

    /** {@code _id}. */
    record Ids(List<String> anyOf) implements Criterion {}

    /** {@code _lastUpdated}. */
    record LastUpdated(List<DateValue> anyOf) implements Criterion {}

    /**
     * A token.
     *
     * @param parameter the parameter
     * @param index the name under which its values are indexed
     * @param negated {@code :not}
     */
    record Tokens(SearchParameter parameter, String index, boolean negated, List<TokenValue> anyOf)
            implements Criterion {}

    /** A literal reference. */
    record Links(SearchParameter parameter, List<LinkValue> anyOf) implements Criterion {}

    /** A date. */
    record Dates(SearchParameter parameter, List<DateValue> anyOf) implements Criterion {}

    /** Text. */
    record Texts(SearchParameter parameter, TextMatch match, List<String> anyOf)
            implements Criterion {}

    /** {@code :missing}. */
    record Missing(SearchParameter parameter, boolean missing) implements Criterion {}

    /** A condition on the resource that a reference points to. */
    record Chained(SearchParameter parameter, String targetType, Criterion condition)
            implements Criterion {}

    /**
     * A token's value.
     *
     * @param system null for any, empty for none
     * @param code null for any
     */
    record TokenValue(@Nullable String system, @Nullable String code) {}

    /**
     * A reference's value.
     *
     * @param type null for any
     */
    record LinkValue(@Nullable String type, String id) {}

    /** A date's value with its comparison. */
    record DateValue(DateComparison comparison, Instant from, Instant until) {}

    /** The prefixes of R4 search, section 3.1.1.4.3. */
    enum DateComparison {
        EQ,
        NE,
        GT,
        LT,
        GE,
        LE,
        SA,
        EB
    }

    /** How text is compared. */
    enum TextMatch {
        STARTS_WITH,
        CONTAINS,
        EXACT
    }

    /** An element of a resource type that a search reads. */
    record ElementUse(String type, String element) {}

    /** Which elements this condition reads of the type it applies to, and of types it follows. */
    default Stream<ElementUse> reads(String type) {
        return switch (this) {
            case Ids _, LastUpdated _ -> Stream.empty();
            case Tokens tokens -> Stream.of(new ElementUse(type, tokens.parameter().element()));
            case Links links -> Stream.of(new ElementUse(type, links.parameter().element()));
            case Dates dates -> Stream.of(new ElementUse(type, dates.parameter().element()));
            case Texts texts -> Stream.of(new ElementUse(type, texts.parameter().element()));
            case Missing missing -> Stream.of(new ElementUse(type, missing.parameter().element()));
            case Chained chained ->
                    Stream.concat(
                            Stream.of(new ElementUse(type, chained.parameter().element())),
                            chained.condition().reads(chained.targetType()));
        };
    }
}
