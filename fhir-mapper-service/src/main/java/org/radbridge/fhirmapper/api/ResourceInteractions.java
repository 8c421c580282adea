package org.radbridge.fhirmapper.api;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.search.ResourceParameters;
import org.radbridge.fhirmapper.search.SearchContext;
import org.radbridge.fhirmapper.search.SearchParameters;
import org.radbridge.fhirmapper.search.SearchReader;
import org.radbridge.fhirmapper.search.SearchRequest;
import org.radbridge.fhirmapper.search.SearchRequest.Given;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.fhirmapper.store.AccessScope;
import org.radbridge.fhirmapper.store.PagePlace;
import org.radbridge.fhirmapper.store.ResourceQueries;
import org.radbridge.fhirmapper.store.SearchPage;
import org.radbridge.fhirmapper.store.SearchPages;
import org.radbridge.fhirmapper.store.SearchPages.Continuation;
import org.radbridge.fhirmapper.store.StoredResource;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditEntry;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** Reads and searches for the calling user, each in one transaction with its audit record. */
@ApplicationScoped
class ResourceInteractions {
    private final Database database;
    private final ResourceQueries queries;
    private final SearchPages pages;
    private final CallerScopes callerScopes;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;
    private final String base;

    ResourceInteractions(
            Database database,
            ResourceQueries queries,
            SearchPages pages,
            CallerScopes callerScopes,
            CurrentCaller currentCaller,
            AuditLog auditLog,
            SiteConfig config) {
        this.database = database;
        this.queries = queries;
        this.pages = pages;
        this.callerScopes = callerScopes;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
        this.base = config.base();
    }

    /** A page of a search, with the search as it was understood and the next page's id. */
    record Found(SearchRequest request, SearchPage page, Optional<UUID> next) {}

    Uni<StoredResource> read(String type, String id) {
        known(type);
        Caller caller = currentCaller.get();
        AccessScope scope = callerScopes.of(caller, type);
        return recorded(caller, type, id, session -> queries.read(session, type, id, scope));
    }

    Uni<StoredResource> readVersion(String type, String id, int version) {
        known(type);
        Caller caller = currentCaller.get();
        AccessScope scope = callerScopes.of(caller, type);
        return recorded(
                caller,
                type,
                id,
                session -> queries.readVersion(session, type, id, version, scope));
    }

    /** The first page of a search. */
    Uni<Found> search(String type, List<Given> parameters, boolean lenient) {
        ResourceParameters table = known(type);
        Caller caller = currentCaller.get();
        callerScopes.of(caller, type);
        SearchRequest request =
                SearchReader.read(
                        table, parameters, new SearchContext(base, Instant.now()), lenient);
        AuditEntry audit = auditLog.entry(caller, Action.QUERY, type);
        Map<String, AccessScope> scopes = callerScopes.of(caller, request);
        return database.inTransaction(
                session -> page(session, caller, request, scopes, null, audit));
    }

    /** A later page of a search. */
    Uni<Found> nextPage(String type, UUID id) {
        ResourceParameters table = known(type);
        Caller caller = currentCaller.get();
        callerScopes.of(caller, type);
        AuditEntry audit = auditLog.entry(caller, Action.QUERY, type);
        return database.inTransaction(session ->
                pages.find(session, caller.subject(), id)
                        .map(found -> found.filter(c -> c.type().equals(type)))
                        .chain(found -> {
                            Continuation next =
                                    found.orElseThrow(() ->
                                            new RadbridgeException(
                                                    FhirFailure.UNKNOWN_PAGE, "search again"));
                            SearchRequest request =
                                    SearchReader.read(
                                            table,
                                            next.parameters(),
                                            new SearchContext(base, next.place().begun()),
                                            true);
                            return page(
                                    session,
                                    caller,
                                    request,
                                    callerScopes.of(caller, request),
                                    next.place(),
                                    audit);
                        }));
    }

    private Uni<Found> page(
            Mutiny.Session session,
            Caller caller,
            SearchRequest request,
            Map<String, AccessScope> scopes,
            @Nullable PagePlace place,
            AuditEntry audit) {
        return queries.search(session, request, scopes, place)
                .call(page ->
                        auditLog.record(
                                session,
                                audit.query(query(request))
                                        .patient(single(page, StoredResource::owner))
                                        .study(single(page, StoredResource::studyInstanceUid))
                                        .build()))
                .chain(page ->
                        next(session, caller, request, page)
                                .map(next -> new Found(request, page, next)));
    }

    private Uni<Optional<UUID>> next(
            Mutiny.Session session, Caller caller, SearchRequest request, SearchPage page) {
        return page.next()
                .map(next -> pages.keep(session, caller.subject(), request, next).map(Optional::of))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** One resource, or {@code not-found}; either is on record first. */
    private Uni<StoredResource> recorded(
            Caller caller,
            String type,
            String id,
            Function<Mutiny.Session, Uni<Optional<StoredResource>>> query) {
        AuditEntry audit = auditLog.entry(caller, Action.READ, type).resourceId(id);
        return database.inTransaction(session ->
                        query.apply(session)
                                .call(found ->
                                        auditLog.record(session, about(audit, found).build())))
                .map(found ->
                        found.orElseThrow(() ->
                                new RadbridgeException(
                                        KitFailure.NOT_FOUND, "no " + type + " of this id")));
    }

    private static AuditEntry about(AuditEntry audit, Optional<StoredResource> found) {
        return found.map(resource ->
                        audit.patient(resource.owner().orElse(null))
                                .study(resource.studyInstanceUid().orElse(null)))
                .orElseGet(() -> audit.refused(KitFailure.NOT_FOUND));
    }

    private static ResourceParameters known(String type) {
        return SearchParameters.of(type)
                .orElseThrow(() ->
                        new RadbridgeException(
                                FhirFailure.UNKNOWN_TYPE, "no such type is kept here"));
    }

    /** What all resources of a page have in common: whose they are, or of which study. */
    private static <T> @Nullable T single(
            SearchPage page, Function<StoredResource, Optional<T>> property) {
        Set<Optional<T>> values = new HashSet<>();
        page.matches().forEach(resource -> values.add(property.apply(resource)));
        return values.size() == 1 ? values.iterator().next().orElse(null) : null;
    }

    private static String query(SearchRequest request) {
        return request.understood().stream()
                .map(given -> given.name() + "=" + given.value())
                .collect(Collectors.joining("&"));
    }
}
