package org.radbridge.fhirmapper.api;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.interaction.ResourceInteractions;
import org.radbridge.fhirmapper.interaction.ResourceInteractions.Found;
import org.radbridge.fhirmapper.search.SearchRequest.Given;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.fhirmapper.store.StoredResource;
import org.radbridge.kit.access.AccessDenied;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.failure.FailureResponses;
import org.radbridge.kit.failure.KitFailure;

/**
 * The reads and searches that make up nearly all of a FHIR server's load: with a token,
 * unconditional, answered in JSON. They are served as they come off the connection; what asks for
 * more than that, another format, a condition, a later page, goes on to {@link FhirResource}, which
 * answers these in the same way.
 */
@ApplicationScoped
class PlainReads {
    /** Quarkus would answer a refused token too, into our answer, and break the connection off. */
    private static final BiConsumer<RoutingContext, Throwable> ANSWERED_HERE = (_, _) -> {};

    /** RFC 9110 section 5.6.7. */
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final String TYPE = "/fhir/(?<type>[A-Z][A-Za-z]*)";
    private static final String ID = "/(?<id>[A-Za-z0-9.-]{1,64})";
    private static final Set<String> PLAIN =
            Set.of("*/*", FhirMediaType.JSON, FhirMediaType.PLAIN_JSON);
    private static final List<CharSequence> CONDITIONS =
            List.of(
                    HttpHeaders.IF_NONE_MATCH,
                    HttpHeaders.IF_MODIFIED_SINCE,
                    HttpHeaders.IF_MATCH,
                    HttpHeaders.createOptimized("if-unmodified-since"));
    private static final Set<String> ANSWERED_ELSEWHERE = Set.of("_format", "_page");

    /** A Binary is sent as the bytes that it holds. */
    private static final String BINARY = "Binary";

    private final ResourceInteractions interactions;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;
    private final FailureResponses failures;
    private final String base;

    PlainReads(
            ResourceInteractions interactions,
            CurrentCaller currentCaller,
            AuditLog auditLog,
            FailureResponses failures,
            SiteConfig config) {
        this.interactions = interactions;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
        this.failures = failures;
        this.base = config.base();
    }

    void register(@Observes Router router) {
        router.getWithRegex(TYPE + ID).handler(routing -> serve(routing, this::read));
        router.getWithRegex(TYPE).handler(routing -> serve(routing, this::search));
    }

    private void serve(
            RoutingContext routing, BiFunction<RoutingContext, Caller, Uni<Void>> handler) {
        if (!plain(routing)) {
            routing.next();
            return;
        }
        routing.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, ANSWERED_HERE);
        currentCaller
                .of(routing)
                .chain(caller ->
                        Uni.createFrom()
                                .deferred(() -> handler.apply(routing, caller))
                                .onFailure(AccessDenied.class)
                                .call(denied -> onRecord(routing, caller, (AccessDenied) denied)))
                .subscribe()
                .with(_ -> {}, failure -> failures.end(routing, failure));
    }

    private static boolean plain(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        MultiMap headers = request.headers();
        List<String> accepted = headers.getAll(HttpHeaders.ACCEPT);
        boolean json =
                accepted.isEmpty() || accepted.size() == 1 && PLAIN.contains(accepted.getFirst());
        if (!json
                || !headers.contains(HttpHeaders.AUTHORIZATION)
                || CONDITIONS.stream().anyMatch(headers::contains)) {
            return false;
        }
        if (BINARY.equals(routing.pathParam("type"))) {
            return false;
        }
        try {
            return ANSWERED_ELSEWHERE.stream().noneMatch(routing.queryParams()::contains);
        } catch (HttpException malformed) {
            return false;
        }
    }

    /** A refusal is on record before the caller learns of it. */
    private Uni<Void> onRecord(RoutingContext routing, Caller caller, AccessDenied denied) {
        return auditLog.record(
                auditLog.entry(caller, routing.request(), Action.SECURITY_ALERT, denied.resource())
                        .refused(KitFailure.FORBIDDEN)
                        .build());
    }

    private Uni<Void> read(RoutingContext routing, Caller caller) {
        return interactions
                .read(
                        interactions.reading(
                                caller, routing.request(), routing.pathParam("type"), Action.READ),
                        routing.pathParam("id"))
                .chain(resource -> answer(routing, resource));
    }

    private Uni<Void> search(RoutingContext routing, Caller caller) {
        List<Given> parameters = new ArrayList<>();
        routing.queryParams().forEach((name, value) -> parameters.add(new Given(name, value)));
        return interactions
                .search(
                        interactions.reading(
                                caller, routing.request(), routing.pathParam("type"), Action.QUERY),
                        parameters,
                        FhirResource.lenient(routing.request().getHeader("Prefer")))
                .chain(found -> answer(routing, found));
    }

    private static Uni<Void> answer(RoutingContext routing, StoredResource resource) {
        routing.response()
                .putHeader(HttpHeaders.ETAG, "W/\"" + resource.version() + "\"")
                .putHeader(HttpHeaders.LAST_MODIFIED, HTTP_DATE.format(resource.lastUpdated()));
        return end(routing, resource.json());
    }

    private Uni<Void> answer(RoutingContext routing, Found found) {
        return end(
                routing,
                new SearchBundle(base)
                        .write(found.request(), found.page(), found.next(), Instant.now()));
    }

    private static Uni<Void> end(RoutingContext routing, String json) {
        routing.response().putHeader(HttpHeaders.CONTENT_TYPE, FhirMediaType.JSON_UTF_8);
        return Uni.createFrom().completionStage(() -> routing.end(json).toCompletionStage());
    }
}
