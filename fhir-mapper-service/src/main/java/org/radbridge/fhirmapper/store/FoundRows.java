package org.radbridge.fhirmapper.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.EventJson;
import org.radbridge.fhirmapper.search.SearchRequest;
import org.radbridge.fhirmapper.search.SummaryJson;

/**
 * The rows of a page's statement.
 *
 * @param request the search
 * @param rows the rows as {@link SearchSql} gives them
 */
record FoundRows(SearchRequest request, List<Object[]> rows) {

    /** How many rows were found, this page's and what comes after it. */
    long found() {
        return rows.isEmpty() ? 0 : ((Number) rows.getFirst()[SearchSql.FOUND]).longValue();
    }

    /** The sort values of the last row found. */
    List<String> place() {
        try {
            return EventJson.mapper()
                    .readValue(text(SearchSql.PLACE), new TypeReference<List<String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("sort values cannot be read", e);
        }
    }

    /** The next page at this place, if more was found than this page holds. */
    Optional<SearchPage.Next> next(PagePlace place) {
        if (found() <= request.count()) {
            return Optional.empty();
        }
        List<Long> keys =
                Arrays.stream(text(SearchSql.KEYS).split(",", -1)).map(Long::valueOf).toList();
        return Optional.of(new SearchPage.Next(keys, place));
    }

    SearchPage page(@Nullable Long total, Optional<SearchPage.Next> next) {
        List<StoredResource> included =
                rows.stream().filter(row -> mode(row) == 1).map(StoredResource::of).toList();
        boolean cut = included.size() > SearchSql.INCLUDED;
        return new SearchPage(
                rows.stream().filter(row -> mode(row) == 0).map(this::match).toList(),
                cut ? included.subList(0, SearchSql.INCLUDED) : included,
                cut,
                total == null ? OptionalLong.empty() : OptionalLong.of(total),
                next);
    }

    private StoredResource match(Object[] row) {
        StoredResource match = StoredResource.of(row);
        return request.summary()
                ? match.withJson(SummaryJson.of(match.type(), match.json()))
                : match;
    }

    private String text(int column) {
        return (String) Objects.requireNonNull(rows.getFirst()[column]);
    }

    private static int mode(Object[] row) {
        return ((Number) row[SearchSql.MODE]).intValue();
    }
}
