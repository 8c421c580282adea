package org.radbridge.fhirmapper.search;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.radbridge.fhirmapper.search.Criterion.ElementUse;

/**
 * A search as it was understood.
 *
 * @param type the resource type that is searched
 * @param criteria all have to be met
 * @param includes references whose targets are returned too
 * @param sort the order, most significant first
 * @param count how many matches a page holds; 0 for none, only their number
 * @param total whether the number of matches is asked for
 * @param elements the elements asked for; empty for all
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

    /** {@code _include} of a reference parameter of the searched type. */
    public record Include(SearchParameter parameter) {}

    /** One key of the order. */
    public record Sort(SortKey key, boolean descending) {}

    /** By what resources are put in order. */
    public sealed interface SortKey {
        /** {@code _lastUpdated}. */
        record Updated() implements SortKey {}

        /** {@code _id}. */
        record Id() implements SortKey {}

        /** How urgent: {@code priority} of a Task, {@code urgency} of a report. */
        record Rank(SearchParameter parameter) implements SortKey {}

        /** A date parameter. */
        record Date(SearchParameter parameter) implements SortKey {}
    }

    /** Every element that criteria, order and includes read, with its type. */
    public Stream<ElementUse> reads() {
        Stream<ElementUse> order =
                sort.stream()
                        .flatMap(s ->
                                switch (s.key()) {
                                    case SortKey.Updated _, SortKey.Id _ ->
                                            Stream.<SearchParameter>empty();
                                    case SortKey.Rank rank -> Stream.of(rank.parameter());
                                    case SortKey.Date date -> Stream.of(date.parameter());
                                })
                        .map(parameter -> new ElementUse(type, parameter.element()));
        Stream<ElementUse> included =
                includes.stream().map(i -> new ElementUse(type, i.parameter().element()));
        return Stream.concat(
                criteria.stream().flatMap(c -> c.reads(type)), Stream.concat(order, included));
    }
}
