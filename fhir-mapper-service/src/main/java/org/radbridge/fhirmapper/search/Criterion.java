package org.radbridge.fhirmapper.search;

import java.util.List;
import java.util.Optional;

/** A condition that a resource has to meet; values of one criterion are alternatives. */
public sealed interface Criterion {

    /** {@code _id}. */
    record Ids(boolean negated, List<String> anyOf) implements Criterion {}

    /** {@code _lastUpdated}. */
    record LastUpdated(List<SearchValue.Date> anyOf) implements Criterion {}

    /**
     * A parameter with values.
     *
     * @param parameter the parameter
     * @param indexes the keys under which the values are looked for
     * @param negated {@code :not}: met when no value is one of these
     * @param anyOf the values, all of one kind
     */
    record Indexed(
            SearchParameter parameter,
            List<String> indexes,
            boolean negated,
            List<SearchValue> anyOf)
            implements Criterion {}

    /** {@code :missing}. */
    record Missing(SearchParameter parameter, boolean missing) implements Criterion {}

    /**
     * A condition on the resource that a reference points to.
     *
     * @param parameter the reference
     * @param targets the types it may lead to, each with its condition
     */
    record Chained(SearchParameter parameter, List<Target> targets) implements Criterion {}

    /** A type that a chain may lead to. */
    record Target(String type, Criterion condition) {}

    /**
     * {@code _has}: another resource that refers to this one meets a condition.
     *
     * @param parameter the reference by which it does
     */
    record Has(SearchParameter parameter, Criterion condition) implements Criterion {}

    /** One of several; none: never met. */
    record AnyOf(List<Criterion> criteria) implements Criterion {}

    /** None of several; none given: always met. */
    record NoneOf(List<Criterion> criteria) implements Criterion {}

    /** An element of a resource type that a search reads. */
    record ElementUse(String type, String element) {}

    /** Whether a caller may read an element of a type. */
    interface Readable {
        boolean reads(ElementUse use);
    }

    /**
     * What the caller may not read of what this condition reads, on a resource of a type; empty
     * when it may be answered. A chain through several types goes by those that may be read.
     */
    default Optional<ElementUse> withheld(String type, Readable readable) {
        return switch (this) {
            case Ids _, LastUpdated _ -> Optional.empty();
            case Indexed indexed -> withheld(indexed.parameter(), readable);
            case Missing missing -> withheld(missing.parameter(), readable);
            case Chained chained ->
                    withheld(chained.parameter(), readable)
                            .or(() ->
                                    oneOf(
                                            chained.targets().stream()
                                                    .map(target ->
                                                            target.condition()
                                                                    .withheld(
                                                                            target.type(),
                                                                            readable))
                                                    .toList()));
            case Has has ->
                    withheld(has.parameter(), readable)
                            .or(() -> has.condition().withheld(has.parameter().type(), readable));
            case AnyOf anyOf ->
                    oneOf(anyOf.criteria().stream().map(c -> c.withheld(type, readable)).toList());
            case NoneOf noneOf ->
                    noneOf.criteria().stream()
                            .flatMap(c -> c.withheld(type, readable).stream())
                            .findFirst();
        };
    }

    /** What the caller may not read of a parameter's elements. */
    static Optional<ElementUse> withheld(SearchParameter parameter, Readable readable) {
        return parameter.elements().stream()
                .map(element -> new ElementUse(parameter.type(), element))
                .filter(use -> !readable.reads(use))
                .findFirst();
    }

    private static Optional<ElementUse> oneOf(List<Optional<ElementUse>> alternatives) {
        return alternatives.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : alternatives.stream().flatMap(Optional::stream).findFirst();
    }
}
