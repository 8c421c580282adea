package org.radbridge.fhirmapper.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.radbridge.fhirmapper.search.SearchParameter;
import org.radbridge.fhirmapper.search.SearchRequest.Sort;
import org.radbridge.fhirmapper.search.SearchRequest.SortKey;

/**
 * The order of a search as SQL, and the place in that order after which the next rows come. What
 * has no value comes last, in either direction. The row's key is the last sort key, so that the
 * order is total.
 */
final class SortSql {
    private final List<Key> keys = new ArrayList<>();
    private final StringBuilder joins = new StringBuilder();

    private record Key(String expression, String sqlType, boolean descending) {}

    SortSql(List<Sort> sort) {
        sort.forEach(this::add);
        boolean newestFirst = !keys.isEmpty() && keys.getFirst().descending();
        keys.add(new Key("r.pk", "bigint", newestFirst));
    }

    /** What the keys need beside {@code fhir_resource r}. */
    String joins() {
        return joins.toString();
    }

    /** The keys as columns {@code k0}, {@code k1}... */
    String columns() {
        return IntStream.range(0, keys.size())
                .mapToObj(i -> keys.get(i).expression() + " AS k" + i)
                .collect(Collectors.joining(", "));
    }

    /** The keys' values as a JSON array of texts, of a row that has them as columns. */
    String place(String row) {
        return IntStream.range(0, keys.size())
                .mapToObj(i -> "CAST(" + row + ".k" + i + " AS text)")
                .collect(Collectors.joining(", ", "CAST(jsonb_build_array(", ") AS text)"));
    }

    String orderBy() {
        return order(i -> keys.get(i).expression());
    }

    /** As {@link #orderBy}, over the columns. */
    String orderByColumns() {
        return order(i -> "k" + i);
    }

    /** The rows that come after these key values. */
    String after(SqlText sql, List<String> values) {
        boolean descending = keys.getFirst().descending();
        if (keys.stream().allMatch(key -> key.descending() == descending)) {
            return "("
                    + keys.stream().map(Key::expression).collect(Collectors.joining(", "))
                    + (descending ? ") < (" : ") > (")
                    + IntStream.range(0, keys.size())
                            .mapToObj(i -> value(sql, i, values))
                            .collect(Collectors.joining(", "))
                    + ")";
        }
        List<String> alternatives = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            StringBuilder alternative = new StringBuilder();
            for (int before = 0; before < i; before++) {
                alternative
                        .append(keys.get(before).expression())
                        .append(" = ")
                        .append(value(sql, before, values))
                        .append(" AND ");
            }
            Key key = keys.get(i);
            alternative
                    .append(key.expression())
                    .append(key.descending() ? " < " : " > ")
                    .append(value(sql, i, values));
            alternatives.add("(" + alternative + ")");
        }
        return "(" + String.join(" OR ", alternatives) + ")";
    }

    private String value(SqlText sql, int i, List<String> values) {
        return "CAST(" + sql.bind(values.get(i)) + " AS " + keys.get(i).sqlType() + ")";
    }

    private String order(Function<Integer, String> name) {
        return IntStream.range(0, keys.size())
                .mapToObj(i -> name.apply(i) + (keys.get(i).descending() ? " DESC" : " ASC"))
                .collect(Collectors.joining(", ", " ORDER BY ", ""));
    }

    private void add(Sort sort) {
        switch (sort.key()) {
            case SortKey.Updated _ ->
                    keys.add(new Key("r.last_updated", "timestamptz", sort.descending()));
            case SortKey.Id _ -> keys.add(new Key("r.id", "text", sort.descending()));
            // Rank 0 is the most urgent: ascending order is the order in which to work.
            case SortKey.Urgency _ ->
                    keys.add(new Key("r.urgency_rank", "smallint", sort.descending()));
            case SortKey.Priority priority ->
                    value(
                            priority.parameter(),
                            "array_position(ARRAY['stat', 'asap', 'urgent', 'routine'],"
                                    + " i.code)",
                            "integer",
                            "0",
                            sort.descending());
            case SortKey.Value value -> value(value.parameter(), sort.descending());
        }
    }

    private void value(SearchParameter parameter, boolean descending) {
        switch (parameter.kind()) {
            case TOKEN -> value(parameter, "NULLIF(i.code, '')", "text", "''", descending);
            case REFERENCE ->
                    value(
                            parameter,
                            "CASE WHEN i.target_type <> '#' THEN i.target_type || '/' ||"
                                    + " i.target_id END",
                            "text",
                            "''",
                            descending);
            case DATE -> value(parameter, "i.valid_from", "timestamptz", "'epoch'", descending);
            case STRING, URI -> value(parameter, "NULLIF(i.folded, '')", "text", "''", descending);
            case QUANTITY -> value(parameter, "i.low", "numeric", "0", descending);
            case COMPOSITE -> throw new IllegalArgumentException("a composite gives no order");
        }
    }

    /** The first of a parameter's values in the order asked for (R4 search, 3.1.1.5.1). */
    private void value(
            SearchParameter parameter,
            String expression,
            String sqlType,
            String none,
            boolean descending) {
        String name = "s" + keys.size();
        String collation = sqlType.equals("text") ? " COLLATE \"C\"" : "";
        joins.append(" CROSS JOIN LATERAL (SELECT ")
                .append(descending ? "max(" : "min(")
                .append(expression)
                .append(") AS v FROM ")
                .append(ConditionSql.table(parameter.kind()))
                .append(" i WHERE i.resource = r.pk AND i.parameter IN (")
                .append(SqlText.constants(parameter.indexes()))
                .append(")) ")
                .append(name);
        keys.add(new Key("(" + name + ".v IS NULL)", "boolean", false));
        keys.add(
                new Key(
                        "COALESCE("
                                + name
                                + ".v, CAST("
                                + none
                                + " AS "
                                + sqlType
                                + "))"
                                + collation,
                        sqlType,
                        descending));
    }
}
