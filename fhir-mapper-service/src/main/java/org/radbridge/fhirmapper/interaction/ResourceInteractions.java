package org.radbridge.fhirmapper.interaction;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
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
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.search.ResourceParameters;
import org.radbridge.fhirmapper.search.SearchContext;
import org.radbridge.fhirmapper.search.SearchParameters;
import org.radbridge.fhirmapper.search.SearchReader;
import org.radbridge.fhirmapper.search.SearchRequest;
import org.radbridge.fhirmapper.search.SearchRequest.Given;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.fhirmapper.store.AccessScope;
import org.radbridge.fhirmapper.store.HistoryQueries;
import org.radbridge.fhirmapper.store.HistoryQueries.Version;
import org.radbridge.fhirmapper.store.PagePlace;
import org.radbridge.fhirmapper.store.PooledStatements;
import org.radbridge.fhirmapper.store.ResourceQueries;
import org.radbridge.fhirmapper.store.SearchPage;
import org.radbridge.fhirmapper.store.SearchPages;
import org.radbridge.fhirmapper.store.SearchPages.Continuation;
import org.radbridge.fhirmapper.store.SharedReads;
import org.radbridge.fhirmapper.store.StoredResource;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditEntry;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.FailureId;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Reads and searches for the calling user. Each is on record before its answer leaves; the record
 * of what belongs to no transaction shares its wait for the disk with others.
 */
@ApplicationScoped
public class ResourceInteractions {
    private final Database database;
    private final PooledStatements statements;
    private final SharedReads reads;
    private final ResourceQueries queries;
    private final HistoryQueries history;
    private final SearchPages pages;
    private final CallerScopes callerScopes;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;
    private final String base;

    ResourceInteractions(
            Database database,
            PooledStatements statements,
            SharedReads reads,
            ResourceQueries queries,
            HistoryQueries history,
            SearchPages pages,
            CallerScopes callerScopes,
            CurrentCaller currentCaller,
            AuditLog auditLog,
            SiteConfig config) {
        this.database = database;
        this.statements = statements;
        this.reads = reads;
        this.queries = queries;
        this.history = history;
        this.pages = pages;
        this.callerScopes = callerScopes;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
        this.base = config.base();
    }

    /** A page of a search, with the search as it was understood and the next page's id. */
    public record Found(SearchRequest request, SearchPage page, Optional<UUID> next) {}

    /** The current version of a resource. */
    public Uni<StoredResource> read(String type, String id) {
        return read(reading(type, Action.READ), id);
    }

    /** The current version of a resource, for a reading that has begun. */
    public Uni<StoredResource> read(Reading reading, String id) {
        return reads.read(reading.type(), id, reading.scope())
                .chain(found ->
                        found.isPresent()
                                ? Uni.createFrom().item(new Lookup.Hit(found.get()))
                                : database.inSession(session -> missing(session, reading, id)))
                .call(lookup -> auditLog.record(entry(reading, id, lookup)))
                .map(ResourceInteractions::present);
    }

    /** A version of a resource. */
    public Uni<StoredResource> readVersion(String type, String id, int version) {
        Reading reading = reading(type, Action.READ);
        return database.inSession(session -> findVersion(session, reading, id, version))
                .call(lookup -> auditLog.record(entry(reading, id, lookup)))
                .map(ResourceInteractions::present);
    }

    /** The first page of a search. */
    public Uni<Found> search(String type, List<Given> parameters, boolean lenient) {
        return search(reading(type, Action.QUERY), parameters, lenient);
    }

    /** The first page of a search, for a reading that has begun. */
    public Uni<Found> search(Reading reading, List<Given> parameters, boolean lenient) {
        SearchRequest request =
                SearchReader.read(
                        known(reading.type()), parameters, context(Instant.now()), lenient);
        Map<String, AccessScope> scopes = callerScopes.of(reading.caller(), request);
        return queries.search(statements, request, scopes, null)
                .chain(page ->
                        page.next().isEmpty()
                                ? Uni.createFrom().item(new Found(request, page, Optional.empty()))
                                : database.inSession(
                                        session -> found(session, reading.caller(), request, page)))
                .call(found -> auditLog.record(entry(reading, found)));
    }

    /** A later page of a search. */
    public Uni<Found> nextPage(String type, UUID id) {
        Reading reading = reading(type, Action.QUERY);
        Caller caller = reading.caller();
        return database.inSession(session ->
                        pages.find(session, caller.subject(), id)
                                .map(found -> found.filter(c -> c.type().equals(type)))
                                .chain(found -> page(session, reading, found)))
                .call(found -> auditLog.record(entry(reading, found)));
    }

    /**
     * A read, version read or search that is part of a transaction.
     *
     * @param request made by {@link #reading} while the request was served
     */
    public Uni<ReadAnswer> read(Mutiny.Session session, ReadRequest request, Reading reading) {
        if (request.id().isEmpty()) {
            SearchRequest search =
                    SearchReader.read(
                            known(request.type()),
                            request.parameters(),
                            context(Instant.now()),
                            false);
            return page(session, reading, search, callerScopes.of(reading.caller(), search), null)
                    .call(found -> auditLog.record(session, entry(reading, found)))
                    .map(ReadAnswer.Page::new);
        }
        String id = request.id().get();
        Uni<Lookup> found =
                request.version().isPresent()
                        ? findVersion(session, reading, id, request.version().getAsInt())
                        : find(session, reading, id);
        return found.call(lookup -> auditLog.record(session, entry(reading, id, lookup)))
                .map(lookup -> new ReadAnswer.One(present(lookup)));
    }

    /** Who reads what of a type, and the record of it as it begins. */
    public record Reading(Caller caller, String type, AccessScope scope, AuditEntry audit) {}

    /**
     * Begins to read, while the REST layer serves the request.
     *
     * @throws org.radbridge.kit.access.AccessDenied when the policy grants none of the type
     */
    public Reading reading(String type, Action action) {
        known(type);
        Caller caller = currentCaller.get();
        return new Reading(
                caller, type, callerScopes.of(caller, type), auditLog.entry(caller, action, type));
    }

    /** As {@link #reading(String, Action)}, for a request that a Vert.x route serves. */
    public Reading reading(Caller caller, HttpServerRequest served, String type, Action action) {
        known(type);
        return new Reading(
                caller,
                type,
                callerScopes.of(caller, type),
                auditLog.entry(caller, served, action, type));
    }

    /** A resource, or why there is none; either is on record. */
    private sealed interface Lookup {
        record Hit(StoredResource resource) implements Lookup {}

        record Miss(FailureId failure) implements Lookup {}
    }

    private static StoredResource present(Lookup lookup) {
        return switch (lookup) {
            case Lookup.Hit(StoredResource resource) -> resource;
            case Lookup.Miss(FailureId failure) ->
                    throw new RadbridgeException(failure, "no resource of this id");
        };
    }

    private Uni<Lookup> find(Mutiny.Session session, Reading reading, String id) {
        return queries.read(session, reading.type(), id, reading.scope())
                .chain(found ->
                        found.isPresent()
                                ? Uni.createFrom().item(new Lookup.Hit(found.get()))
                                : missing(session, reading, id));
    }

    private Uni<Lookup> missing(Mutiny.Session session, Reading reading, String id) {
        return history.last(session, reading.type(), id, reading.scope())
                .map(ResourceInteractions::missing);
    }

    private static Lookup missing(Optional<Version> last) {
        return new Lookup.Miss(
                last.filter(Version::deleted).isPresent()
                        ? WriteFailure.DELETED
                        : KitFailure.NOT_FOUND);
    }

    private Uni<Lookup> findVersion(
            Mutiny.Session session, Reading reading, String id, int version) {
        return history.version(session, reading.type(), id, version, reading.scope())
                .map(found ->
                        found.filter(v -> !v.deleted())
                                .<Lookup>map(v -> new Lookup.Hit(v.resource()))
                                .orElseGet(() -> missing(found)));
    }

    private static AuditRecorded entry(Reading reading, String id, Lookup lookup) {
        AuditEntry audit = reading.audit().resourceId(id);
        return switch (lookup) {
            case Lookup.Hit(StoredResource resource) ->
                    audit.patient(resource.owner().orElse(null))
                            .study(resource.studyInstanceUid().orElse(null))
                            .build();
            case Lookup.Miss(FailureId failure) -> audit.refused(failure).build();
        };
    }

    private static AuditRecorded entry(Reading reading, Found found) {
        return reading.audit()
                .query(query(found.request()))
                .patient(single(found.page(), StoredResource::owner))
                .study(single(found.page(), StoredResource::studyInstanceUid))
                .build();
    }

    private Uni<Found> page(Mutiny.Session session, Reading reading, Optional<Continuation> found) {
        Continuation next =
                found.orElseThrow(
                        () -> new RadbridgeException(FhirFailure.UNKNOWN_PAGE, "search again"));
        SearchRequest request =
                SearchReader.read(
                        known(reading.type()),
                        next.parameters(),
                        context(next.place().begun()),
                        true);
        return page(
                session,
                reading,
                request,
                callerScopes.of(reading.caller(), request),
                next.place());
    }

    private Uni<Found> page(
            Mutiny.Session session,
            Reading reading,
            SearchRequest request,
            Map<String, AccessScope> scopes,
            @Nullable PagePlace place) {
        return queries.search(session, request, scopes, place)
                .chain(page -> found(session, reading.caller(), request, page));
    }

    private Uni<Found> found(
            Mutiny.Session session, Caller caller, SearchRequest request, SearchPage page) {
        return next(session, caller, request, page).map(next -> new Found(request, page, next));
    }

    private Uni<Optional<UUID>> next(
            Mutiny.Session session, Caller caller, SearchRequest request, SearchPage page) {
        return page.next()
                .map(next -> pages.keep(session, caller.subject(), request, next).map(Optional::of))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private SearchContext context(Instant now) {
        return new SearchContext(base, now);
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
