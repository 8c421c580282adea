package org.radbridge.fhirmapper.search;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.radbridge.fhirmapper.search.Criterion.ElementUse;
import org.radbridge.fhirmapper.search.Criterion.Readable;

/**
 * A search as it was understood.
 *
 * @param type the resource type that is searched
 * @param criteria all have to be met
 * @param includes references whose targets, or sources, are returned too
 * @param sort the order, most significant first
 * @param count how many matches a page holds; 0 for none, only their number
 * @param total whether the number of matches is asked for
 * @param elements the top-level elements asked for; empty for all
 * @param summary whether only what the model marks as summary is asked for, at every level
 * @param understood the parameters that were understood, for the self link
 */
public record SearchRequest(
        String type,
        List<Criterion> criteria,
        List<Include> includes,
        List<Sort> sort,
        int count,
        boolean total,
        Set<String> elements,
        boolean summary,
        List<Given> understood) {
    public SearchRequest {
        criteria = List.copyOf(criteria);
        includes = List.copyOf(includes);
        sort = List.copyOf(sort);
        elements = Set.copyOf(elements);
        understood = List.copyOf(understood);
    }

    /** A parameter as it was given: name with modifier, value as it stands. */
    public record Given(String name, String value) {}

    /**
     * {@code _include} or {@code _revinclude}.
     *
     * @param parameter the reference
     * @param target the type it leads to; empty for any
     * @param reverse whether the resources that refer to those found are returned
     * @param iterate whether it applies to what was included too
     * @param wildcard whether it stands for itself, or among all references of its type: then one
     *     that the caller may not read is passed over
     */
    public record Include(
            SearchParameter parameter,
            Optional<String> target,
            boolean reverse,
            boolean iterate,
            boolean wildcard) {}

    /** One key of the order. */
    public record Sort(SortKey key, boolean descending) {}

    /** By what resources are put in order. */
    public sealed interface SortKey {
        /** {@code _lastUpdated}. */
        record Updated() implements SortKey {}

        /** {@code _id}. */
        record Id() implements SortKey {}

        /** How urgent: {@code urgency} of a report. */
        record Urgency(SearchParameter parameter) implements SortKey {}

        /** How soon something is to be done: {@code priority}, stat first. */
        record Priority(SearchParameter parameter) implements SortKey {}

        /** The first value of a parameter in the order asked for. */
        record Value(SearchParameter parameter) implements SortKey {}
    }

    /** What the caller may not read of what criteria, order and includes read; empty for none. */
    public Optional<ElementUse> withheld(Readable readable) {
        Stream<SearchParameter> parameters =
                Stream.concat(
                        sort.stream().flatMap(SearchRequest::parameter),
                        includes.stream()
                                .filter(include -> !include.wildcard())
                                .map(Include::parameter));
        return Stream.concat(
                        criteria.stream().flatMap(c -> c.withheld(type, readable).stream()),
                        parameters.flatMap(p -> Criterion.withheld(p, readable).stream()))
                .findFirst();
    }

    private static Stream<SearchParameter> parameter(Sort sort) {
        return switch (sort.key()) {
            case SortKey.Updated _, SortKey.Id _ -> Stream.empty();
            case SortKey.Urgency urgency -> Stream.of(urgency.parameter());
            case SortKey.Priority priority -> Stream.of(priority.parameter());
            case SortKey.Value value -> Stream.of(value.parameter());
        };
    }
}
