package org.radbridge.fhirmapper.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.search.SearchRequest;

/** Reads and searches what a scope lets be seen. */
@ApplicationScoped
public class ResourceQueries {

    /** The current version of a resource; empty when there is none that the caller may see. */
    public Uni<Optional<StoredResource>> read(
            Mutiny.Session session, String type, String id, AccessScope scope) {
        SqlText sql = new SqlText();
        select(sql, "fhir_resource", type, id, scope);
        return one(sql, session);
    }

    /** A given version of a resource; empty when there is none that the caller may see. */
    public Uni<Optional<StoredResource>> readVersion(
            Mutiny.Session session, String type, String id, int version, AccessScope scope) {
        SqlText sql = new SqlText();
        select(sql, "fhir_history", type, id, scope);
        sql.add(" AND r.version = ", sql.bind(version));
        return one(sql, session);
    }

    /**
     * A page of a search.
     *
     * @param scopes the caller's scope of every type that the search touches
     * @param after the place after which the page starts; null for the first
     */
    public Uni<SearchPage> search(
            Mutiny.Session session,
            SearchRequest request,
            Map<String, AccessScope> scopes,
            @Nullable List<String> after) {
        SearchSql sql = new SearchSql(request, scopes);
        if (request.count() == 0) {
            return count(session, sql)
                    .map(total -> new SearchPage(List.of(), List.of(), total, Optional.empty()));
        }
        return sql.page(after)
                .rows(session)
                .chain(rows -> {
                    boolean more = rows.size() > request.count();
                    List<Object[]> page = more ? rows.subList(0, request.count()) : rows;
                    return included(session, request, sql, page)
                            .chain(included ->
                                    total(session, request, sql, after, rows)
                                            .map(total ->
                                                    new SearchPage(
                                                            resources(page),
                                                            included,
                                                            total,
                                                            more
                                                                    ? place(page)
                                                                    : Optional.empty())));
                });
    }

    private static Uni<List<StoredResource>> included(
            Mutiny.Session session, SearchRequest request, SearchSql sql, List<Object[]> page) {
        if (request.includes().isEmpty() || page.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return sql.included(page.stream().map(ResourceQueries::key).toList())
                .map(text -> text.rows(session).map(ResourceQueries::resources))
                .orElseGet(() -> Uni.createFrom().item(List.of()));
    }

    /** Counted when asked for; known without counting when the first page is the only one. */
    private static Uni<OptionalLong> total(
            Mutiny.Session session,
            SearchRequest request,
            SearchSql sql,
            @Nullable List<String> after,
            List<Object[]> rows) {
        if (after == null && rows.size() <= request.count()) {
            return Uni.createFrom().item(OptionalLong.of(rows.size()));
        }
        return request.total() ? count(session, sql) : Uni.createFrom().item(OptionalLong.empty());
    }

    private static Uni<OptionalLong> count(Mutiny.Session session, SearchSql sql) {
        return sql.total().value(session, Long.class).map(OptionalLong::of);
    }

    private static void select(
            SqlText sql, String table, String type, String id, AccessScope scope) {
        sql.add(
                "SELECT ",
                StoredResource.COLUMNS,
                scope.projection(sql, "r", Set.of()),
                " AS json FROM ",
                table,
                " r",
                StoredResource.OWNER,
                " WHERE r.type = ",
                sql.bind(type),
                " AND r.id = ",
                sql.bind(id),
                " AND ",
                scope.condition(sql, "r"));
    }

    private static Uni<Optional<StoredResource>> one(SqlText sql, Mutiny.Session session) {
        return sql.rows(session).map(rows -> rows.stream().findFirst().map(StoredResource::of));
    }

    private static List<StoredResource> resources(List<Object[]> rows) {
        return rows.stream().map(StoredResource::of).toList();
    }

    private static Long key(Object[] row) {
        return ((Number) row[StoredResource.JSON + 1]).longValue();
    }

    private static Optional<List<String>> place(List<Object[]> page) {
        Object[] last = page.getLast();
        return Optional.of(
                Arrays.stream(last, StoredResource.JSON + 2, last.length)
                        .map(String.class::cast)
                        .toList());
    }
}
