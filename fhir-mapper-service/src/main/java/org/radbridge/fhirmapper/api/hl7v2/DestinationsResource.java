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
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.hl7v2.outbound.DestinationState;
import org.radbridge.fhirmapper.hl7v2.outbound.OutboundEntry;
import org.radbridge.fhirmapper.hl7v2.outbound.OutboundMessages;
import org.radbridge.fhirmapper.hl7v2.outbound.OutboundQueue;
import org.radbridge.fhirmapper.hl7v2.outbound.OutboundState;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;

/** The destinations of messages: how they do, what waits for each, pausing and going on. */
@Path("/operations/hl7v2/destinations")
@Produces(MediaType.APPLICATION_JSON)
public class DestinationsResource {
    private static final int LIMIT = 500;
    private static final String RESOURCE = "hl7v2-destination";

    private final Database database;
    private final OutboundQueue queue;
    private final OutboundMessages messages;
    private final OperatorAccess access;
    private final AuditLog audit;

    DestinationsResource(
            Database database,
            OutboundQueue queue,
            OutboundMessages messages,
            OperatorAccess access,
            AuditLog audit) {
        this.database = database;
        this.queue = queue;
        this.messages = messages;
        this.access = access;
        this.audit = audit;
    }

    /** Every destination that is configured. */
    @GET
    public Uni<List<DestinationState>> list() {
        AuditRecorded record = record(access.caller(OperatorAccess.OPERATIONS), Action.QUERY, null);
        return database.inTransaction(
                session -> audit.record(session, record).chain(() -> queue.states(session)));
    }

    /** Up to 500 messages in a state, WAITING when none is named; the oldest first. */
    @GET
    @Path("/{name}/messages")
    public Uni<List<OutboundEntry>> messages(
            @RestPath String name, @RestQuery @Nullable OutboundState state) {
        AuditRecorded record = record(access.caller(OperatorAccess.OPERATIONS), Action.QUERY, name);
        OutboundState wanted = state == null ? OutboundState.WAITING : state;
        return database.inTransaction(session ->
                audit.record(session, record)
                        .chain(() -> messages.list(session, name, wanted, LIMIT)));
    }

    /** Lets what is for a destination wait. */
    @POST
    @Path("/{name}/pause")
    public Uni<Response> pause(@RestPath String name) {
        Caller caller = access.caller(OperatorAccess.OPERATIONS);
        AuditRecorded record = record(caller, Action.UPDATE, name);
        return database.inTransaction(session ->
                        audit.record(session, record)
                                .chain(() -> queue.pause(session, name, caller.userName())))
                .replaceWith(() -> Response.accepted().build());
    }

    /** Ends a pause. */
    @POST
    @Path("/{name}/resume")
    public Uni<Response> resume(@RestPath String name) {
        AuditRecorded record =
                record(access.caller(OperatorAccess.OPERATIONS), Action.UPDATE, name);
        return database.inTransaction(session ->
                        audit.record(session, record).chain(() -> queue.resume(session, name)))
                .replaceWith(() -> Response.accepted().build());
    }

    private AuditRecorded record(Caller caller, Action action, @Nullable String name) {
        return access.record(caller, action, RESOURCE, name);
    }
}
