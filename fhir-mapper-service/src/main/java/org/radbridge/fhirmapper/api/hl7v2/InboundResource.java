package org.radbridge.fhirmapper.api.hl7v2;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.hl7v2.inbound.InboundEntry;
import org.radbridge.fhirmapper.hl7v2.inbound.InboundMessages;
import org.radbridge.fhirmapper.hl7v2.inbound.InboundService;
import org.radbridge.fhirmapper.hl7v2.inbound.InboundState;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** The messages that came in, by what has become of them; those refused can be read again. */
@Path("/operations/hl7v2/inbound")
@Produces(MediaType.APPLICATION_JSON)
public class InboundResource {
    private static final int LIMIT = 500;

    private final Database database;
    private final InboundMessages messages;
    private final InboundService service;
    private final OperatorAccess access;
    private final AuditLog audit;

    InboundResource(
            Database database,
            InboundMessages messages,
            InboundService service,
            OperatorAccess access,
            AuditLog audit) {
        this.database = database;
        this.messages = messages;
        this.service = service;
        this.access = access;
        this.audit = audit;
    }

    /** Up to 500 messages in a state, REFUSED when none is named; the latest first. */
    @GET
    public Uni<List<InboundEntry>> list(@RestQuery @Nullable InboundState state) {
        AuditRecorded record = record(Action.QUERY, null);
        InboundState wanted = state == null ? InboundState.REFUSED : state;
        return database.inTransaction(session ->
                audit.record(session, record).chain(() -> messages.list(session, wanted, LIMIT)));
    }

    /** Reads a refused message again: 202, or 409 when it is still refused. */
    @POST
    @Path("/{id}/retry")
    public Uni<Response> retry(@RestPath UUID id) {
        AuditRecorded record = record(Action.UPDATE, id.toString());
        return database.inTransaction(session ->
                        audit.record(session, record).chain(() -> service.retry(session, id)))
                .map(refused -> {
                    if (refused.isPresent()) {
                        throw new RadbridgeException(
                                KitFailure.CONFLICT, "still refused: " + refused.get().detail());
                    }
                    return Response.accepted().build();
                });
    }

    private AuditRecorded record(Action action, @Nullable String id) {
        return access.record(access.caller(OperatorAccess.OPERATIONS), action, "hl7v2-message", id);
    }
}
