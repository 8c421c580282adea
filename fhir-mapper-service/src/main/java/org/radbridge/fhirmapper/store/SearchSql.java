package org.radbridge.fhirmapper.store;

import java.util.List;
import org.radbridge.fhirmapper.search.SearchRequest;

/**
 * A search as SQL, with the caller's scope of every type that it touches. A page with all that
 * belongs to it is one statement: after the columns of {@link StoredResource} come {@code mode} (0
 * for a match, 1 for what is included), and in the first row {@code found}, {@code keys} and {@code
 * place}: how many rows were found, their keys in order, and the last one's sort values.
 */
final class SearchSql {
    /** Keys that are noted beyond a page, for the pages that follow it. */
    static final int AHEAD = 2000;

    /** Resources that are included at most. */
    static final int INCLUDED = 1000;

    /** Position of {@code mode} among the columns. */
    static final int MODE = StoredResource.JSON + 1;

    static final int FOUND = MODE + 1;
    static final int KEYS = FOUND + 1;
    static final int PLACE = KEYS + 1;

    private final SearchRequest request;
    private final ScopeSql scopes;
    private final AccessScope scope;

    SearchSql(SearchRequest request, ScopeSql scopes) {
        this.request = request;
        this.scopes = scopes;
        this.scope = scopes.of(request.type());
    }

    /** How many resources match. */
    SqlText total() {
        SqlText sql = new SqlText();
        return sql.add("SELECT count(*) AS total FROM fhir_resource r WHERE ", matches(sql));
    }

    /** How many rows the first statement finds at most: if so many, there may be more. */
    int limit() {
        return request.count() + AHEAD + 1;
    }

    /** The first page. */
    SqlText first() {
        SqlText sql = new SqlText();
        SortSql order = new SortSql(request.sort());
        return page(sql, order, found(sql, order, ""));
    }

    /** A page of keys that were noted before; what does not match any more is left out. */
    SqlText noted(PagePlace place) {
        SqlText sql = new SqlText();
        String numbered =
                "SELECT r.pk, r.type, r.id, k.n FROM unnest((SELECT keys["
                        + (place.position() + 1)
                        + ":"
                        + (place.position() + request.count())
                        + "] FROM fhir_page_keys WHERE id = "
                        + sql.bind(place.keys())
                        + ")) WITH ORDINALITY AS k(pk, n) JOIN fhir_resource r ON r.pk = k.pk"
                        + " WHERE "
                        + matches(sql);
        return select(
                sql,
                numbered,
                "SELECT CAST(0 AS bigint) AS found, CAST(NULL AS text) AS keys,"
                        + " CAST(NULL AS text) AS place");
    }

    /**
     * A page beyond the keys that were noted: what comes after the last of them, and what was
     * changed since the search began, wherever it stands now, unless it was on a page before.
     */
    SqlText beyond(PagePlace place, List<String> after) {
        SqlText sql = new SqlText();
        SortSql order = new SortSql(request.sort());
        String further =
                " AND ("
                        + order.after(sql, after)
                        + " OR r.last_updated >= "
                        + sql.bind(place.begun())
                        + ") AND NOT EXISTS (SELECT 1 FROM unnest((SELECT keys FROM"
                        + " fhir_page_keys WHERE id = "
                        + sql.bind(place.keys())
                        + ")) AS before(pk) WHERE before.pk = r.pk)";
        return page(sql, order, found(sql, order, further));
    }

    private String found(SqlText sql, SortSql order, String further) {
        return "SELECT r.pk, r.type, r.id, "
                + order.columns()
                + " FROM fhir_resource r"
                + order.joins()
                + " WHERE "
                + matches(sql)
                + further
                + order.orderBy()
                + " LIMIT "
                + sql.bind(limit());
    }

    private SqlText page(SqlText sql, SortSql order, String found) {
        String numbered =
                "SELECT f.*, row_number() OVER ("
                        + order.orderByColumns()
                        + ") AS n FROM ("
                        + found
                        + ") f";
        // One pass over what was found; the keys are of use when there is a next page.
        String more =
                "SELECT count(*) AS found, CASE WHEN count(*) > "
                        + sql.bind(request.count())
                        + " THEN string_agg(CAST(k.pk AS text), ',' ORDER BY k.n) END AS keys,"
                        + " (SELECT "
                        + order.place("l")
                        + " FROM numbered l WHERE l.n = "
                        + sql.bind(limit())
                        + ") AS place FROM numbered k";
        return select(sql, numbered, more);
    }

    private SqlText select(SqlText sql, String numbered, String more) {
        IncludeSql includes = new IncludeSql(sql, scopes, request.includes());
        sql.add("WITH RECURSIVE numbered AS MATERIALIZED (", numbered, "), ");
        sql.add("page AS MATERIALIZED (SELECT pk, type, id, n FROM numbered WHERE n <= ");
        sql.add(sql.bind(request.count()), "), ");
        if (!includes.isEmpty()) {
            sql.add(includes.table(), ", ");
        }
        sql.add("shown AS (SELECT pk, n, 0 AS mode FROM page");
        if (!includes.isEmpty()) {
            sql.add(
                    " UNION ALL SELECT pk, 0, 1 FROM (SELECT DISTINCT pk FROM included i WHERE NOT"
                            + " EXISTS (SELECT 1 FROM page p WHERE p.pk = i.pk) LIMIT ",
                    String.valueOf(INCLUDED + 1),
                    ") i");
        }
        sql.add(") SELECT ", StoredResource.COLUMNS);
        String projection = scope.projection(sql, "r", request.elements());
        sql.add(
                includes.isEmpty()
                        ? projection
                        : "CASE s.mode WHEN 0 THEN "
                                + projection
                                + " ELSE "
                                + scopes.projection(sql, "r")
                                + " END");
        sql.add(" AS json, s.mode AS mode, m.found AS found, m.keys AS keys, m.place AS place");
        sql.add(" FROM shown s JOIN fhir_resource r ON r.pk = s.pk", StoredResource.OWNER);
        sql.add(" LEFT JOIN (", more, ") m ON s.mode = 0 AND s.n = 1");
        return sql.add(" ORDER BY s.mode, s.n");
    }

    private String matches(SqlText sql) {
        StringBuilder where = new StringBuilder("r.type = ");
        where.append(SqlText.constant(request.type()));
        where.append(" AND ").append(scope.condition(sql, "r"));
        where.append(" AND ")
                .append(new ConditionSql(sql, scopes).all(request.criteria(), request.type(), "r"));
        return where.toString();
    }
}
