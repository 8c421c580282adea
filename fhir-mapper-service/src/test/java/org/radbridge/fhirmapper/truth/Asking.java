package org.radbridge.fhirmapper.truth;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.ResultState;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.resource.LabelledResource;
import org.radbridge.fhirmapper.search.SearchContext;
import org.radbridge.fhirmapper.search.SearchParameters;
import org.radbridge.fhirmapper.search.SearchReader;
import org.radbridge.fhirmapper.search.SearchRequest;
import org.radbridge.fhirmapper.search.SearchRequest.Given;
import org.radbridge.fhirmapper.store.AccessScope;
import org.radbridge.fhirmapper.store.PagePlace;
import org.radbridge.fhirmapper.store.ResourceQueries;
import org.radbridge.fhirmapper.store.ResourceRows;
import org.radbridge.fhirmapper.store.ResourceStore;
import org.radbridge.fhirmapper.store.SearchPage;
import org.radbridge.fhirmapper.store.SearchPages;
import org.radbridge.kit.access.AccessDecision.Granted;
import org.radbridge.kit.database.Database;

/**
 * Writes resources and searches for them as a caller who may see those of one record only: what
 * other tests left, and what is hidden on purpose, must not count.
 */
@ApplicationScoped
class Asking {
    private static final int BATCH = 250;

    private final Database database;
    private final ResourceStore store;
    private final ResourceQueries queries;
    private final SearchPages pages;
    private final FhirJson fhirJson;

    Asking(
            Database database,
            ResourceStore store,
            ResourceQueries queries,
            SearchPages pages,
            FhirJson fhirJson) {
        this.database = database;
        this.store = store;
        this.queries = queries;
        this.pages = pages;
        this.fhirJson = fhirJson;
    }

    /** Writes resources; those that are hidden belong to another record. */
    void write(String owner, List<Resource> resources, Instant at) {
        List<List<Resource>> batches = new ArrayList<>();
        for (int i = 0; i < resources.size(); i += BATCH) {
            batches.add(resources.subList(i, Math.min(i + BATCH, resources.size())));
        }
        batches.parallelStream()
                .forEach(batch -> {
                    ResourceRows rows =
                            ResourceRows.of(
                                    fhirJson, batch.stream().map(r -> labelled(owner, r)).toList());
                    database.inTransaction(session -> store.write(session, rows, at))
                            .await()
                            .indefinitely();
                });
    }

    private static LabelledResource labelled(String owner, Resource resource) {
        return new LabelledResource(
                resource,
                ResultState.SIGNED,
                true,
                Urgency.ROUTINE,
                Truth.hidden(resource) ? owner + "-hidden" : owner,
                null,
                0);
    }

    /** A search as it is read from a URL. */
    static SearchRequest request(String type, List<Given> parameters, Instant now) {
        return SearchReader.read(
                SearchParameters.of(type).orElseThrow(),
                parameters,
                new SearchContext("http://here/fhir", now),
                false);
    }

    /** A page; the place is null for the first. */
    SearchPage page(String owner, SearchRequest request, @Nullable PagePlace place) {
        return database.inTransaction(
                        session -> queries.search(session, request, scopes(owner), place))
                .await()
                .indefinitely();
    }

    /** The place of the page after one, as a client that follows the link comes to it. */
    Optional<PagePlace> next(SearchRequest request, SearchPage page) {
        return page.next()
                .map(next ->
                        database.inTransaction(session ->
                                        pages.keep(session, "truth", request, next)
                                                .chain(id -> find(session, id)))
                                .await()
                                .indefinitely());
    }

    private Uni<PagePlace> find(org.hibernate.reactive.mutiny.Mutiny.Session session, UUID id) {
        return pages.find(session, "truth", id).map(found -> found.orElseThrow().place());
    }

    private static Map<String, AccessScope> scopes(String owner) {
        Granted all =
                new Granted(
                        Set.of(ResultState.SIGNED, ResultState.UNSIGNED),
                        Set.of(Granted.ALL_ELEMENTS),
                        false,
                        true);
        AccessScope scope = new AccessScope(all, Optional.of(owner));
        return SearchParameters.types().stream()
                .collect(Collectors.toMap(type -> type.type(), _ -> scope));
    }

    /** Removes all that was written, so that what comes after finds a small database. */
    void clear(String owner) {
        for (String table : List.of("token", "link", "span", "text", "amount", "pair")) {
            execute(
                    "DELETE FROM fhir_%s i USING fhir_resource r WHERE i.resource = r.pk AND r.patient LIKE '%s%%'"
                            .formatted(table, owner));
        }
        execute("DELETE FROM fhir_history WHERE patient LIKE '%s%%'".formatted(owner));
        execute("DELETE FROM fhir_resource WHERE patient LIKE '%s%%'".formatted(owner));
    }

    /** Statistics as autovacuum would have them a minute later. */
    void analyze() {
        for (String table :
                List.of("resource", "token", "link", "span", "text", "amount", "pair")) {
            execute("ANALYZE fhir_" + table);
        }
    }

    private void execute(String sql) {
        database.inTransaction(session -> session.createNativeQuery(sql).executeUpdate())
                .await()
                .indefinitely();
    }
}
