package org.radbridge.fhirmapper.api.hl7v2;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestPath;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.hl7v2.outbound.OutboundQueue;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;

/**
 * A message that goes out: sending it again, giving it up, reading and changing what it says. The
 * latter two are for those who may see patients, which who operates the suite need not.
 */
@Path("/operations/hl7v2/messages/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class OutboundResource {
    private static final String RESOURCE = "hl7v2-message";

    private final Database database;
    private final OutboundQueue queue;
    private final OperatorAccess access;
    private final AuditLog audit;

    OutboundResource(
            Database database, OutboundQueue queue, OperatorAccess access, AuditLog audit) {
        this.database = database;
        this.queue = queue;
        this.access = access;
        this.audit = audit;
    }

    /** What the message says. */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public Uni<String> content(@RestPath UUID id) {
        return audited(
                access.caller(OperatorAccess.CONTENT),
                Action.READ,
                id,
                session -> queue.content(session, id));
    }

    /** Sends another text, with a control id of its own, instead of a message that waits. */
    @PUT
    @Consumes(MediaType.TEXT_PLAIN)
    public Uni<Map<String, UUID>> edit(@RestPath UUID id, String text) {
        Caller caller = access.caller(OperatorAccess.CONTENT);
        return audited(
                caller,
                Action.UPDATE,
                id,
                session ->
                        queue.edit(session, id, text, caller.userName())
                                .map(edited -> Map.of("id", edited)));
    }

    /** Sends the message again as it is. */
    @POST
    @Path("/resend")
    public Uni<Response> resend(@RestPath UUID id) {
        return accepted(Action.EXECUTE, id, session -> queue.resend(session, id));
    }

    /** Gives the message up. */
    @POST
    @Path("/discard")
    public Uni<Response> discard(@RestPath UUID id) {
        return accepted(Action.DELETE, id, session -> queue.discard(session, id));
    }

    private Uni<Response> accepted(
            Action action, UUID id, Function<Mutiny.Session, Uni<Void>> work) {
        return audited(access.caller(OperatorAccess.OPERATIONS), action, id, work)
                .replaceWith(() -> Response.accepted().build());
    }

    private <T> Uni<T> audited(
            Caller caller, Action action, UUID id, Function<Mutiny.Session, Uni<T>> work) {
        AuditRecorded record = access.record(caller, action, RESOURCE, id.toString());
        return database.inTransaction(
                session -> audit.record(session, record).chain(() -> work.apply(session)));
    }
}
