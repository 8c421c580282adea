package org.radbridge.fhirmapper.store;

import static java.util.function.Function.identity;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.EventJson;
import org.radbridge.fhirmapper.search.SearchRequest;

/** Reads and searches what a scope lets be seen. */
@ApplicationScoped
public class ResourceQueries {
    /** By how much the clocks of two instances, and a write's start and its end, may differ. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    /** The current version of a resource; empty when there is none that the caller may see. */
    public Uni<Optional<StoredResource>> read(
            Statements statements, String type, String id, AccessScope scope) {
        return read(statements, type, List.of(id), scope)
                .map(found -> Optional.ofNullable(found.get(id)));
    }

    /**
     * The current versions of resources, by id; those are missing that the caller may not see. They
     * are looked up one by one, which costs the same however many they are: were they an array,
     * PostgreSQL would plan anew for each length of it.
     */
    Uni<Map<String, StoredResource>> read(
            Statements statements, String type, List<String> ids, AccessScope scope) {
        SqlText sql = new SqlText();
        sql.add(
                "SELECT ",
                StoredResource.COLUMNS,
                scope.projection(sql, "r", Set.of()),
                " AS json FROM jsonb_array_elements_text(CAST(",
                sql.bind(EventJson.mapper().valueToTree(ids).toString()),
                " AS jsonb)) AS w(id) CROSS JOIN LATERAL (SELECT * FROM fhir_resource a",
                " WHERE a.type = ",
                sql.bind(type),
                " AND a.id = w.id AND ",
                scope.condition(sql, "a"),
                " OFFSET 0) AS r LEFT JOIN LATERAL (SELECT issuer, value FROM fhir_patient_identity p",
                " WHERE p.patient = r.patient OFFSET 0) AS o ON TRUE");
        return sql.rows(statements)
                .map(rows ->
                        rows.stream()
                                .map(StoredResource::of)
                                .collect(Collectors.toMap(StoredResource::id, identity())));
    }

    /** As {@link #read(Statements, String, String, AccessScope)}, within a session. */
    public Uni<Optional<StoredResource>> read(
            Mutiny.Session session, String type, String id, AccessScope scope) {
        return read(Statements.of(session), type, id, scope);
    }

    /** As {@link #search(Statements, SearchRequest, Map, PagePlace)}, within a session. */
    public Uni<SearchPage> search(
            Mutiny.Session session,
            SearchRequest request,
            Map<String, AccessScope> scopes,
            @Nullable PagePlace place) {
        return search(Statements.of(session), request, scopes, place);
    }

    /**
     * A page of a search.
     *
     * @param scopes the caller's scope of every type that the search touches
     * @param place where the page starts; null for the first
     */
    public Uni<SearchPage> search(
            Statements statements,
            SearchRequest request,
            Map<String, AccessScope> scopes,
            @Nullable PagePlace place) {
        SearchSql sql = new SearchSql(request, new ScopeSql(scopes));
        if (request.count() == 0) {
            return count(statements, sql)
                    .map(total ->
                            new SearchPage(
                                    List.of(),
                                    List.of(),
                                    false,
                                    OptionalLong.of(total),
                                    Optional.empty()));
        }
        if (place == null) {
            Instant begun = Instant.now();
            return sql.first()
                    .rows(statements)
                    .chain(rows ->
                            first(statements, request, sql, new FoundRows(request, rows), begun));
        }
        if (place.position() < place.noted()) {
            return sql.noted(place)
                    .rows(statements)
                    .map(rows -> noted(request, place, new FoundRows(request, rows)));
        }
        return sql.beyond(place, Objects.requireNonNull(place.after()))
                .rows(statements)
                .map(rows -> beyond(request, sql, place, new FoundRows(request, rows)));
    }

    private static Uni<SearchPage> first(
            Statements statements,
            SearchRequest request,
            SearchSql sql,
            FoundRows rows,
            Instant begun) {
        boolean all = rows.found() < sql.limit();
        Uni<Long> total =
                all
                        ? Uni.createFrom().item(rows.found())
                        : request.total() ? count(statements, sql) : Uni.createFrom().nullItem();
        return total.map(counted ->
                rows.page(
                        counted,
                        rows.next(
                                new PagePlace(
                                        SearchPages.NO_KEYS,
                                        request.count(),
                                        (int) rows.found(),
                                        all ? null : rows.place(),
                                        begun.minus(CLOCKS),
                                        counted))));
    }

    private static SearchPage noted(SearchRequest request, PagePlace place, FoundRows rows) {
        PagePlace next = place.next(request.count());
        return rows.page(
                place.total(),
                next.leadsOn()
                        ? Optional.of(new SearchPage.Next(List.of(), next))
                        : Optional.empty());
    }

    private static SearchPage beyond(
            SearchRequest request, SearchSql sql, PagePlace place, FoundRows rows) {
        boolean all = rows.found() < sql.limit();
        return rows.page(
                place.total(),
                rows.next(
                        new PagePlace(
                                place.keys(),
                                place.noted() + request.count(),
                                place.noted() + (int) rows.found(),
                                all ? null : rows.place(),
                                place.begun(),
                                place.total())));
    }

    private static Uni<Long> count(Statements statements, SearchSql sql) {
        return sql.total().rows(statements).map(rows -> ((Number) rows.getFirst()[0]).longValue());
    }
}
