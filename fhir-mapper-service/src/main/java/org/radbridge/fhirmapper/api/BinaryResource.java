package org.radbridge.fhirmapper.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Date;
import java.util.Set;
import org.hl7.fhir.r4.model.Binary;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.store.AccessScope;
import org.radbridge.fhirmapper.store.ResourceQueries;
import org.radbridge.fhirmapper.store.StoredResource;
import org.radbridge.kit.access.AccessDecision.Granted;
import org.radbridge.kit.access.AccessDenied;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditEntry;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * A report's documents (R4 Binary): as they are, or as a resource for whoever asks for FHIR. Who
 * may see a report with its {@code presentedForm} may see them, within the same conditions.
 */
@Path("/fhir/Binary")
public class BinaryResource {
    private static final String REPORT = "DiagnosticReport";
    private static final String ELEMENT = "presentedForm";

    /** A document of ours needs nothing from anywhere; a browser may hold it to that. */
    private static final String CONTENT_SECURITY = "default-src 'none'; style-src 'unsafe-inline'";

    private final Database database;
    private final ResourceQueries queries;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;
    private final FhirJson fhirJson;

    BinaryResource(
            Database database,
            ResourceQueries queries,
            AccessPolicy policy,
            CurrentCaller currentCaller,
            AuditLog auditLog,
            FhirJson fhirJson) {
        this.database = database;
        this.queries = queries;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
        this.fhirJson = fhirJson;
    }

    @GET
    @Path("{id}")
    public Uni<Response> read(
            @RestPath String id, @HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept) {
        Caller caller = currentCaller.get();
        AccessScope scope = scope(caller);
        AuditEntry audit = auditLog.entry(caller, Action.READ, "Binary").resourceId(id);
        return database.inTransaction(session ->
                        queries.read(session, "Binary", id, scope)
                                .call(found ->
                                        auditLog.record(
                                                session,
                                                found.map(binary -> about(audit, binary))
                                                        .orElseGet(() ->
                                                                audit.refused(KitFailure.NOT_FOUND))
                                                        .build())))
                .map(found ->
                        answer(
                                found.orElseThrow(() ->
                                        new RadbridgeException(
                                                KitFailure.NOT_FOUND, "no Binary of this id")),
                                accept));
    }

    /** The scope of reports, without their elements: a document has others. */
    private AccessScope scope(Caller caller) {
        Granted granted = policy.require(caller, REPORT);
        if (!granted.element(ELEMENT)) {
            throw new AccessDenied(REPORT + "." + ELEMENT);
        }
        Granted whole =
                new Granted(
                        granted.states(),
                        Set.of(Granted.ALL_ELEMENTS),
                        granted.primaryOnly(),
                        granted.ownPatientOnly());
        return new AccessScope(whole, caller.patientId());
    }

    private static AuditEntry about(AuditEntry audit, StoredResource binary) {
        return audit.patient(binary.owner().orElse(null))
                .study(binary.studyInstanceUid().orElse(null));
    }

    private Response answer(StoredResource stored, @Nullable String accept) {
        Response.ResponseBuilder response =
                accept != null && accept.contains("fhir+json")
                        ? Response.ok(stored.json(), FhirMediaType.JSON_UTF_8)
                        : document(fhirJson.read(Binary.class, stored.json()));
        return response.tag(new EntityTag(Integer.toString(stored.version()), true))
                .lastModified(Date.from(stored.lastUpdated()))
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "private, no-store")
                .build();
    }

    private static Response.ResponseBuilder document(Binary binary) {
        String type = binary.getContentType();
        return Response.ok(
                        binary.getData(), type.equals("text/html") ? type + ";charset=UTF-8" : type)
                .header("Content-Security-Policy", CONTENT_SECURITY);
    }
}
