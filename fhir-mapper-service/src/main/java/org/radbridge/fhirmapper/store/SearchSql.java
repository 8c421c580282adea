package org.radbridge.fhirmapper.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.search.SearchRequest;
import org.radbridge.fhirmapper.search.SearchRequest.Include;

/** A search as SQL, with the caller's scope of every type that it touches. */
final class SearchSql {
    private final SearchRequest request;
    private final Map<String, AccessScope> scopes;
    private final AccessScope scope;

    SearchSql(SearchRequest request, Map<String, AccessScope> scopes) {
        this.request = request;
        this.scopes = scopes;
        AccessScope found = scopes.get(request.type());
        if (found == null) {
            throw new IllegalArgumentException("no scope for " + request.type());
        }
        this.scope = found;
    }

    /** How many resources match. */
    SqlText total() {
        SqlText sql = new SqlText();
        return sql.add("SELECT count(*) AS total FROM fhir_resource r WHERE ", matches(sql));
    }

    /**
     * A page, and one row more if there is a next one. After the columns of {@link StoredResource}
     * come the row's key and its sort values.
     *
     * @param after the sort values that the page comes after; null for the first page
     */
    SqlText page(@Nullable List<String> after) {
        SqlText sql = new SqlText();
        SortSql order = new SortSql(sql, request.sort());
        sql.add(
                "SELECT ",
                StoredResource.COLUMNS,
                scope.projection(sql, "r", request.elements()),
                " AS json, r.pk AS pk, ",
                order.columns(),
                " FROM fhir_resource r",
                StoredResource.OWNER,
                " WHERE ",
                matches(sql));
        if (after != null) {
            sql.add(" AND ", order.after(sql, after));
        }
        return sql.add(order.orderBy(), " LIMIT ", sql.bind(request.count() + 1));
    }

    /**
     * What the matches refer to, as far as the caller may see it.
     *
     * @param matches the rows' keys
     * @return empty when no reference leads to a type that the caller may see
     */
    Optional<SqlText> included(List<Long> matches) {
        SqlText sql = new SqlText();
        String keys =
                "CAST(string_to_array("
                        + sql.bind(
                                matches.stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(",")))
                        + ", ',') AS bigint[])";
        boolean first = true;
        for (Include include : Set.copyOf(request.includes())) {
            for (String target : include.parameter().targets()) {
                AccessScope targetScope = scopes.get(target);
                if (targetScope == null) {
                    continue;
                }
                sql.add(
                        first ? "" : " UNION ",
                        "SELECT ",
                        StoredResource.COLUMNS,
                        targetScope.projection(sql, "r", Set.of()),
                        " AS json FROM fhir_resource r",
                        StoredResource.OWNER,
                        " WHERE r.type = ",
                        sql.bind(target),
                        " AND ",
                        targetScope.condition(sql, "r"),
                        " AND r.id IN (SELECT l.target_id FROM fhir_link l WHERE l.resource = ANY(",
                        keys,
                        ") AND l.parameter = ",
                        sql.bind(include.parameter().name()),
                        " AND l.target_type = ",
                        sql.bind(target),
                        ")");
                first = false;
            }
        }
        return first ? Optional.empty() : Optional.of(sql);
    }

    private String matches(SqlText sql) {
        StringBuilder where = new StringBuilder("r.type = ").append(sql.bind(request.type()));
        where.append(" AND ").append(scope.condition(sql, "r"));
        ConditionSql conditions = new ConditionSql(sql, scopes);
        request.criteria()
                .forEach(criterion ->
                        where.append(" AND ")
                                .append(conditions.of(criterion, request.type(), "r")));
        return where.toString();
    }
}
