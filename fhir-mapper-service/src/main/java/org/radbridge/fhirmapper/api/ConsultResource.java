package org.radbridge.fhirmapper.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import java.util.Date;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.consult.Consults;
import org.radbridge.fhirmapper.interaction.CallerScopes;
import org.radbridge.fhirmapper.reading.ReadingFailure;
import org.radbridge.fhirmapper.review.Reader;
import org.radbridge.fhirmapper.store.AccessScope;
import org.radbridge.fhirmapper.store.ResourceQueries;
import org.radbridge.fhirmapper.store.StoredResource;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditEntry;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * A person's word on a proposed consult, by those who may review results. {@code If-Match} names
 * the version that was read; the answer is the ServiceRequest as it is then.
 */
@Path("/fhir")
@Produces({FhirMediaType.JSON, FhirMediaType.PLAIN_JSON})
@Consumes({FhirMediaType.JSON, FhirMediaType.PLAIN_JSON})
public class ConsultResource {
    private static final String POLICY_RESOURCE = "review";
    private static final String TYPE = "ServiceRequest";

    private final Database database;
    private final Consults consults;
    private final ResourceQueries queries;
    private final ReviewParameters parameters;
    private final AccessPolicy policy;
    private final CallerScopes scopes;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    ConsultResource(
            Database database,
            Consults consults,
            ResourceQueries queries,
            ReviewParameters parameters,
            AccessPolicy policy,
            CallerScopes scopes,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.database = database;
        this.consults = consults;
        this.queries = queries;
        this.parameters = parameters;
        this.policy = policy;
        this.scopes = scopes;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /** Signs it: the request is the caller's then. Parameters: comment. */
    @POST
    @Path("ServiceRequest/{id}/$accept-consult")
    public Uni<Response> accept(
            @RestPath String id,
            @HeaderParam("If-Match") @Nullable String version,
            @Nullable String body) {
        return decide(id, version, true, parameters.read(body).comment());
    }

    /** Declines it. Parameters: comment. */
    @POST
    @Path("ServiceRequest/{id}/$decline-consult")
    public Uni<Response> decline(
            @RestPath String id,
            @HeaderParam("If-Match") @Nullable String version,
            @Nullable String body) {
        return decide(id, version, false, parameters.read(body).comment());
    }

    private Uni<Response> decide(
            String id, @Nullable String ifMatch, boolean signed, @Nullable String comment) {
        Caller caller = currentCaller.get();
        policy.require(caller, POLICY_RESOURCE);
        AccessScope scope = scopes.of(caller, TYPE);
        int version = ReviewInteractions.version(ifMatch);
        AuditEntry audit =
                auditLog.entry(caller, Action.UPDATE, TYPE)
                        .resourceId(id)
                        .query(signed ? "CONSULT_SIGNED" : "CONSULT_DECLINED");
        Reader reader = new Reader(caller.subject(), caller.userName());
        return database.inTransaction(session ->
                        found(session, id, scope)
                                .invoke(there -> {
                                    if (there.version() != version) {
                                        throw new RadbridgeException(
                                                ReadingFailure.CHANGED,
                                                "it is at version " + there.version());
                                    }
                                })
                                .chain(there ->
                                        consults.decide(session, id, reader, signed, comment)
                                                .chain(at ->
                                                        auditLog.record(
                                                                session,
                                                                audit.patient(
                                                                                there.owner()
                                                                                        .orElse(
                                                                                                null))
                                                                        .study(
                                                                                there.studyInstanceUid()
                                                                                        .orElse(
                                                                                                null))
                                                                        .at(at)
                                                                        .build())))
                                .chain(() -> found(session, id, scope)))
                .map(ConsultResource::answer);
    }

    private Uni<StoredResource> found(Mutiny.Session session, String id, AccessScope scope) {
        return queries.read(session, TYPE, id, scope)
                .map(found ->
                        found.orElseThrow(() ->
                                new RadbridgeException(
                                        KitFailure.NOT_FOUND, "no ServiceRequest of this id")));
    }

    private static Response answer(StoredResource resource) {
        return Response.ok(resource.json(), FhirMediaType.JSON_UTF_8)
                .tag(new EntityTag(Integer.toString(resource.version()), true))
                .lastModified(Date.from(resource.lastUpdated()))
                .build();
    }
}
