package org.radbridge.fhirmapper.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.UrlType;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.interaction.CallerScopes;
import org.radbridge.fhirmapper.interaction.ResourceBodies;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.store.AccessScope;
import org.radbridge.fhirmapper.subscription.WebsocketSubscription;
import org.radbridge.fhirmapper.subscription.WebsocketSubscription.Token;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** Tokens with which owners of subscriptions are told of events over a websocket. */
@Path("/fhir")
@Produces({
    FhirMediaType.JSON,
    FhirMediaType.PLAIN_JSON,
    FhirMediaType.XML,
    FhirMediaType.PLAIN_XML
})
public class BindingTokenResource {
    private static final String TYPE = StandingSubscriptions.TYPE;
    private static final String REPORT = "DiagnosticReport";
    private static final int MOST_SUBSCRIPTIONS = 20;

    private final Database database;
    private final StandingSubscriptions standing;
    private final WebsocketSubscription websocket;
    private final CallerScopes scopes;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;
    private final FhirJson fhirJson;
    private final ResourceBodies bodies;

    BindingTokenResource(
            Database database,
            StandingSubscriptions standing,
            WebsocketSubscription websocket,
            CallerScopes scopes,
            CurrentCaller currentCaller,
            AuditLog auditLog,
            FhirJson fhirJson,
            ResourceBodies bodies) {
        this.database = database;
        this.standing = standing;
        this.websocket = websocket;
        this.scopes = scopes;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
        this.fhirJson = fhirJson;
        this.bodies = bodies;
    }

    /** A token for one subscription. */
    @GET
    @Path("Subscription/{id}/$get-ws-binding-token")
    public Uni<Response> ofOne(@RestPath String id) {
        return token(List.of(id));
    }

    /** As {@link #ofOne}; what stands in the body is passed over, as the operation has it. */
    @POST
    @Path("Subscription/{id}/$get-ws-binding-token")
    public Uni<Response> ofOneByPost(@RestPath String id) {
        return token(List.of(id));
    }

    /** A token for several. */
    @GET
    @Path("Subscription/$get-ws-binding-token")
    public Uni<Response> ofSeveral(@QueryParam("id") List<String> ids) {
        return token(ids);
    }

    /** As {@link #ofSeveral}; the ids stand in Parameters. */
    @POST
    @Path("Subscription/$get-ws-binding-token")
    @Consumes({FhirMediaType.JSON, FhirMediaType.PLAIN_JSON})
    public Uni<Response> ofSeveralByPost(@Nullable String body) {
        if (body == null || !(bodies.resource(body) instanceof Parameters given)) {
            throw new RadbridgeException(KitFailure.INVALID_REQUEST, "it is no Parameters");
        }
        return token(
                given.getParameter().stream()
                        .filter(parameter -> parameter.getName().equals("id"))
                        .map(parameter -> parameter.getValue().primitiveValue())
                        .toList());
    }

    private Uni<Response> token(List<String> ids) {
        Caller caller = currentCaller.get();
        AccessScope scope = scopes.of(caller, TYPE);
        scopes.of(caller, REPORT);
        if (ids.isEmpty() || ids.size() > MOST_SUBSCRIPTIONS) {
            throw new RadbridgeException(
                    KitFailure.INVALID_REQUEST,
                    "it names the ids of 1 to " + MOST_SUBSCRIPTIONS + " Subscriptions");
        }
        var audits =
                ids.stream()
                        .map(id ->
                                auditLog.entry(caller, Action.EXECUTE, TYPE).resourceId(id).build())
                        .iterator();
        return database.inTransaction(session ->
                        checked(session, caller, scope, ids.iterator())
                                .chain(() -> recorded(session, audits))
                                .chain(() -> websocket.token(session, caller, ids)))
                .map(token -> answer(token, ids));
    }

    private Uni<Void> checked(
            Mutiny.Session session, Caller caller, AccessScope scope, Iterator<String> ids) {
        if (!ids.hasNext()) {
            return Uni.createFrom().voidItem();
        }
        return standing.find(session, ids.next(), scope)
                .invoke(found -> WebsocketSubscription.check(found, caller))
                .chain(() -> checked(session, caller, scope, ids));
    }

    private Uni<Void> recorded(Mutiny.Session session, Iterator<AuditRecorded> audits) {
        return audits.hasNext()
                ? auditLog.record(session, audits.next()).chain(() -> recorded(session, audits))
                : Uni.createFrom().voidItem();
    }

    private Response answer(Token token, List<String> ids) {
        Parameters answer = new Parameters();
        answer.addParameter().setName("token").setValue(new StringType(token.token()));
        answer.addParameter()
                .setName("expiration")
                .setValue(new DateTimeType(Date.from(token.expires())));
        ids.forEach(id ->
                answer.addParameter()
                        .setName("subscription")
                        .setValue(new StringType(TYPE + "/" + id)));
        answer.addParameter().setName("websocket-url").setValue(new UrlType(token.url()));
        return Response.ok(fhirJson.write(answer), FhirMediaType.JSON_UTF_8)
                .header("Cache-Control", "no-store")
                .build();
    }
}
