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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.kit.access.AccessDecision.Granted;
import org.radbridge.kit.access.AccessDenied;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.rbac.audit.AuditRepository.Stored;

/** {@code /fhir/AuditEvent}, and {@code /audit/verify}: reading the audit is audited, too. */
@Path("/")
public class AuditResource {
    private static final String RESOURCE = "AuditEvent";
    private static final String ENTITY = "entity";
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
        if (uri.getQueryParameters().containsKey(AuditSearch.PATIENT_IDENTIFIER)) {
            throw new RadbridgeException(
                    KitFailure.INVALID_REQUEST,
                    "a patient's identifier has no place in a URL: POST it to AuditEvent/_search");
        }
        return search(uri.getQueryParameters(), uri);
    }

    /** Searches by anything. */
    @POST
    @Path("/fhir/AuditEvent/_search")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces({FHIR_JSON, MediaType.APPLICATION_JSON})
    public Uni<String> searchByForm(MultivaluedMap<String, String> form, @Context UriInfo uri) {
        return search(form, uri);
    }

    private Uni<String> search(MultivaluedMap<String, String> parameters, UriInfo uri) {
        Granted granted = policy.require(currentCaller.get(), RESOURCE);
        AuditSearch search = AuditSearch.of(parameters);
        if (search.asksForEntities() && !granted.element(ENTITY)) {
            // Whether there are records of a patient is patient data as well.
            throw new AccessDenied(RESOURCE + "." + ENTITY);
        }
        AuditRecorded record =
                audit.entry(currentCaller.get(), Action.QUERY, RESOURCE)
                        .query(parameters.toString())
                        .build();
        String base = uri.getBaseUriBuilder().path("fhir").path(RESOURCE).build().toString();
        return database.inTransaction(session ->
                repository
                        .search(session, search, granted)
                        .call(() -> audit.record(session, record))
                        .map(page ->
                                AuditBundle.of(
                                        page,
                                        granted,
                                        base,
                                        self(uri),
                                        next(parameters, search, page))));
    }

    private static String self(UriInfo uri) {
        return Optional.ofNullable(uri.getRequestUri().getRawQuery()).orElse("");
    }

    private static Optional<String> next(
            MultivaluedMap<String, String> parameters, AuditSearch search, List<Stored> page) {
        return page.size() < search.count()
                ? Optional.empty()
                : AuditSearch.next(parameters, search, page.getLast().sequence());
    }

    /** Reads one record. */
    @GET
    @Path("/fhir/AuditEvent/{id}")
    @Produces({FHIR_JSON, MediaType.APPLICATION_JSON})
    public Uni<String> read(@RestPath UUID id) {
        Granted granted = policy.require(currentCaller.get(), RESOURCE);
        AuditRecorded record =
                audit.entry(currentCaller.get(), Action.READ, RESOURCE)
                        .resourceId(id.toString())
                        .build();
        return database.inTransaction(session ->
                        repository
                                .read(session, id, granted)
                                .call(() -> audit.record(session, record)))
                .map(found ->
                        found.map(stored -> AuditBundle.of(stored, granted))
                                .orElseThrow(() ->
                                        new RadbridgeException(
                                                KitFailure.NOT_FOUND,
                                                "there is no AuditEvent " + id)));
    }

    /** Checks the whole chain. */
    @GET
    @Path("/audit/verify")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<AuditRepository.Verdict> verify() {
        policy.require(currentCaller.get(), RESOURCE);
        AuditRecorded record =
                audit.entry(currentCaller.get(), Action.EXECUTE, "audit-chain").build();
        return database.inTransaction(
                session -> repository.verify(session).call(() -> audit.record(session, record)));
    }
}
