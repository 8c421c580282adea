package org.radbridge.fhirmapper.api;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.Parameters;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.interaction.CallerScopes;
import org.radbridge.fhirmapper.interaction.ResourceBodies;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.fhirmapper.store.AccessScope;
import org.radbridge.fhirmapper.store.ResourceQueries;
import org.radbridge.fhirmapper.subscription.Notification;
import org.radbridge.fhirmapper.subscription.Notification.Kind;
import org.radbridge.fhirmapper.subscription.Notification.Told;
import org.radbridge.fhirmapper.subscription.SubscriptionContent;
import org.radbridge.fhirmapper.subscription.Subscriptions;
import org.radbridge.fhirmapper.subscription.Subscriptions.Event;
import org.radbridge.fhirmapper.subscription.Subscriptions.Standing;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditEntry;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** How a subscription stands, and events that a subscriber missed, by their numbers. */
@Path("/fhir")
@Produces({
    FhirMediaType.JSON,
    FhirMediaType.PLAIN_JSON,
    FhirMediaType.XML,
    FhirMediaType.PLAIN_XML
})
public class SubscriptionResource {
    private static final String TYPE = StandingSubscriptions.TYPE;
    private static final String REPORT = "DiagnosticReport";

    private final Database database;
    private final Subscriptions subscriptions;
    private final StandingSubscriptions standing;
    private final ResourceQueries queries;
    private final CallerScopes scopes;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;
    private final FhirJson fhirJson;
    private final ResourceBodies bodies;
    private final Notification notification;
    private final String base;

    SubscriptionResource(
            Database database,
            Subscriptions subscriptions,
            StandingSubscriptions standing,
            ResourceQueries queries,
            CallerScopes scopes,
            CurrentCaller currentCaller,
            AuditLog auditLog,
            FhirJson fhirJson,
            ResourceBodies bodies,
            SiteConfig config) {
        this.database = database;
        this.subscriptions = subscriptions;
        this.standing = standing;
        this.queries = queries;
        this.scopes = scopes;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
        this.fhirJson = fhirJson;
        this.bodies = bodies;
        this.notification = new Notification(config.base());
        this.base = config.base();
    }

    /** How it stands, as the only entry of a searchset. */
    @GET
    @Path("Subscription/{id}/$status")
    public Uni<Response> status(@RestPath String id) {
        Caller caller = currentCaller.get();
        AccessScope scope = scopes.of(caller, TYPE);
        AuditEntry audit = auditLog.entry(caller, Action.READ, TYPE).resourceId(id);
        return database.inTransaction(session ->
                        standing.find(session, id, scope)
                                .call(() -> auditLog.record(session, audit.build()))
                                .map(this::searchset))
                .map(SubscriptionResource::json);
    }

    /** As {@link #status}. */
    @POST
    @Path("Subscription/{id}/$status")
    public Uni<Response> statusByPost(@RestPath String id) {
        return status(id);
    }

    private String searchset(Standing standing) {
        Parameters status =
                notification.status(standing, Kind.STATUS, List.of(), SubscriptionContent.EMPTY);
        Bundle bundle = new Bundle();
        bundle.setType(BundleType.SEARCHSET).setTotal(1);
        bundle.addEntry()
                .setFullUrl(base + "/Parameters/" + status.getIdElement().getIdPart())
                .setResource(status)
                .getSearch()
                .setMode(SearchEntryMode.MATCH);
        return fhirJson.write(bundle);
    }

    /**
     * Events by their numbers, a hundred at most, as a notification; those of reports that the
     * caller may not see are left out.
     */
    @GET
    @Path("Subscription/{id}/$events")
    public Uni<Response> events(
            @RestPath String id,
            @QueryParam("eventsSinceNumber") @Nullable String since,
            @QueryParam("eventsUntilNumber") @Nullable String until) {
        Caller caller = currentCaller.get();
        AccessScope scope = scopes.of(caller, TYPE);
        AccessScope reports = scopes.of(caller, REPORT);
        AuditEntry audit = auditLog.entry(caller, Action.READ, TYPE).resourceId(id);
        long from = number(since, 1);
        long to = number(until, Long.MAX_VALUE);
        return database.inTransaction(session ->
                        standing.find(session, id, scope)
                                .call(() -> auditLog.record(session, audit.build()))
                                .chain(found ->
                                        subscriptions
                                                .events(session, id, from, to)
                                                .chain(all -> told(session, all, reports))
                                                .map(told ->
                                                        fhirJson.write(
                                                                notification.of(
                                                                        found,
                                                                        Kind.EVENTS,
                                                                        told,
                                                                        SubscriptionContent
                                                                                .ID_ONLY)))))
                .map(SubscriptionResource::json);
    }

    /** As {@link #events}; the numbers stand in Parameters. */
    @POST
    @Path("Subscription/{id}/$events")
    @Consumes({FhirMediaType.JSON, FhirMediaType.PLAIN_JSON})
    public Uni<Response> eventsByPost(@RestPath String id, @Nullable String body) {
        Parameters given = new Parameters();
        if (body != null && !body.isBlank()) {
            if (!(bodies.resource(body) instanceof Parameters parameters)) {
                throw new RadbridgeException(KitFailure.INVALID_REQUEST, "it is no Parameters");
            }
            given = parameters;
        }
        return events(id, text(given, "eventsSinceNumber"), text(given, "eventsUntilNumber"));
    }

    private static @Nullable String text(Parameters parameters, String name) {
        return parameters.hasParameter(name)
                ? parameters.getParameter(name).getValue().primitiveValue()
                : null;
    }

    private Uni<List<Told>> told(Mutiny.Session session, List<Event> events, AccessScope scope) {
        List<Told> told = new ArrayList<>();
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(event ->
                        queries.read(session, REPORT, event.report(), scope)
                                .invoke(found ->
                                        found.ifPresent(
                                                _ -> told.add(new Told(event, Optional.empty())))))
                .collect()
                .last()
                .replaceWith(told);
    }

    private static long number(@Nullable String given, long otherwise) {
        if (given == null) {
            return otherwise;
        }
        if (!given.matches("\\d{1,18}")) {
            throw new RadbridgeException(
                    KitFailure.INVALID_REQUEST, "an event's number is a number");
        }
        return Long.parseLong(given);
    }

    private static Response json(String body) {
        return Response.ok(body, FhirMediaType.JSON_UTF_8).build();
    }
}
