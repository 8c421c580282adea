package org.radbridge.fhirmapper.api.hl7v2;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.identity.WaitingResult;
import org.radbridge.fhirmapper.identity.WaitingResults;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** The results that wait for their patient, and letting one go on without. */
@Path("/operations/waiting-results")
@Produces(MediaType.APPLICATION_JSON)
public class WaitingResultsResource {
    private static final int LIMIT = 500;

    private final Database database;
    private final WaitingResults waiting;
    private final OperatorAccess access;
    private final AuditLog audit;

    WaitingResultsResource(
            Database database, WaitingResults waiting, OperatorAccess access, AuditLog audit) {
        this.database = database;
        this.waiting = waiting;
        this.access = access;
        this.audit = audit;
    }

    /** Up to 500, the oldest first. */
    @GET
    public Uni<List<WaitingResult>> list() {
        AuditRecorded record = record(Action.QUERY, null);
        return database.inTransaction(session ->
                audit.record(session, record).chain(() -> waiting.waiting(session, LIMIT)));
    }

    /** Lets a study's result go on with what its images say of the patient: 202 or 404. */
    @POST
    @Path("/{study}/release")
    public Uni<Response> release(@RestPath String study) {
        AuditRecorded record = record(Action.UPDATE, study);
        return database.inTransaction(session ->
                        audit.record(session, record).chain(() -> waiting.allow(session, study)))
                .map(found -> {
                    if (!found) {
                        throw new RadbridgeException(
                                KitFailure.NOT_FOUND, "no result of this study waits");
                    }
                    return Response.accepted().build();
                });
    }

    private AuditRecorded record(Action action, @Nullable String id) {
        return access.record(
                access.caller(OperatorAccess.OPERATIONS), action, "waiting-result", id);
    }
}
