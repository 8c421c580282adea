package org.radbridge.rbac.audit;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.kit.access.AccessDecision.Granted;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** {@code /fhir/AuditEvent}, and {@code /audit/verify}: reading the audit is audited, too. */
@Path("/")
public class AuditResource {
    private static final String RESOURCE = "AuditEvent";
    private static final String FHIR_JSON = "application/fhir+json";

    private final Database database;
    private final AuditRepository repository;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog audit;

    public AuditResource(
            Database database,
            AuditRepository repository,
            AccessPolicy policy,
            CurrentCaller currentCaller,
            AuditLog audit) {
        this.database = database;
        this.repository = repository;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.audit = audit;
    }

    /** Searches by what may stand in a URL. */
    @GET
    @Path("/fhir/AuditEvent")
    @Produces({FHIR_JSON, MediaType.APPLICATION_JSON})
    public Uni<String> search(@Context UriInfo uri) {
        if (uri.getQueryParameters().containsKey("patient.identifier")) {
            throw new RadbridgeException(
                    KitFailure.INVALID_REQUEST,
                    "a patient's identifier has no place in a URL: POST it to AuditEvent/_search");
        }
        return search(uri.getQueryParameters());
    }

    /** Searches by anything. */
    @POST
    @Path("/fhir/AuditEvent/_search")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces({FHIR_JSON, MediaType.APPLICATION_JSON})
    public Uni<String> searchByForm(MultivaluedMap<String, String> form) {
        return search(form);
    }

    private Uni<String> search(MultivaluedMap<String, String> parameters) {
        Caller caller = currentCaller.get();
        Granted granted = policy.require(caller, RESOURCE);
        AuditSearch search = AuditSearch.of(parameters);
        if (!granted.element("entity") && search.patientValue() != null) {
            throw new RadbridgeException(
                    KitFailure.FORBIDDEN, "no role of the caller may search audits by patient");
        }
        return database.inTransaction(session ->
                repository
                        .search(session, search, granted.elements(), granted.allElements())
                        .call(() ->
                                audit.record(
                                        session,
                                        audit.entry(caller, AuditRecorded.Action.QUERY, RESOURCE)
                                                .query(parameters.toString())
                                                .build()))
                        .map(page -> AuditBundle.of(page, search)));
    }

    /** Checks the whole chain. */
    @GET
    @Path("/audit/verify")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<AuditRepository.Verdict> verify() {
        Caller caller = currentCaller.get();
        policy.require(caller, RESOURCE);
        return database.inTransaction(session ->
                repository
                        .verify(session)
                        .call(() ->
                                audit.record(
                                        session,
                                        audit.entry(caller, AuditRecorded.Action.EXECUTE, RESOURCE)
                                                .build())));
    }
}
