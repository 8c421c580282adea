package org.radbridge.fhirmapper.store;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.radbridge.fhirmapper.search.SearchRequest.Sort;
import org.radbridge.fhirmapper.search.SearchRequest.SortKey;

/**
 * The order of a search as SQL, and the place in that order after which the next page starts. The
 * row's key is the last sort key, so that the order is total and pages neither repeat nor skip.
 */
final class SortSql {
    private final List<Key> keys = new ArrayList<>();

    private record Key(String expression, String sqlType, boolean descending) {}

    SortSql(SqlText sql, List<Sort> sort) {
        for (Sort one : sort) {
            keys.add(key(sql, one));
        }
        boolean newestFirst = !keys.isEmpty() && keys.getFirst().descending();
        keys.add(new Key("r.pk", "bigint", newestFirst));
    }

    /** The keys' values as text, for the next page to start after. */
    String columns() {
        return IntStream.range(0, keys.size())
                .mapToObj(i -> "CAST(" + keys.get(i).expression() + " AS text) AS sort" + i)
                .collect(Collectors.joining(", "));
    }

    String orderBy() {
        return keys.stream()
                .map(key -> key.expression() + (key.descending() ? " DESC" : " ASC"))
                .collect(Collectors.joining(", ", " ORDER BY ", ""));
    }

    /** The rows that come after these key values. */
    String after(SqlText sql, List<String> values) {
        List<String> alternatives = new ArrayList<>();
        StringBuilder equal = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            Key key = keys.get(i);
            String value = "CAST(" + sql.bind(values.get(i)) + " AS " + key.sqlType() + ")";
            alternatives.add(
                    "("
                            + equal
                            + key.expression()
                            + (key.descending() ? " < " : " > ")
                            + value
                            + ")");
            equal.append(key.expression()).append(" = ").append(value).append(" AND ");
        }
        return "(" + String.join(" OR ", alternatives) + ")";
    }

    private static Key key(SqlText sql, Sort sort) {
        return switch (sort.key()) {
            case SortKey.Updated _ -> new Key("r.last_updated", "timestamptz", sort.descending());
            case SortKey.Id _ -> new Key("r.id", "text", sort.descending());
            // Rank 0 is the most urgent: ascending order is the order in which to work.
            case SortKey.Rank _ -> new Key("r.urgency_rank", "smallint", sort.descending());
            case SortKey.Date date ->
                    new Key(
                            "COALESCE((SELECT min(s.valid_from) FROM fhir_span s WHERE s.resource"
                                    + " = r.pk AND s.parameter = "
                                    + sql.bind(date.parameter().name())
                                    + "), CAST('"
                                    + (sort.descending() ? "-infinity" : "infinity")
                                    + "' AS timestamptz))",
                            "timestamptz",
                            sort.descending());
        };
    }
}
