package org.radbridge.kit.operations;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.inbox.ParkedEvent;
import org.radbridge.kit.inbox.ParkedEvents;
import org.radbridge.kit.work.ParkedItem;
import org.radbridge.kit.work.ParkedWork;

/** What could not be processed, and sending it again. For those whom the policy lets operate. */
@Path("/operations/parked")
@Produces(MediaType.APPLICATION_JSON)
public class ParkedResource {
    private static final String POLICY_RESOURCE = "operations";
    private static final int LIMIT = 500;

    private final Database database;
    private final ParkedEvents events;
    private final ParkedWork work;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    ParkedResource(
            Database database,
            ParkedEvents events,
            ParkedWork work,
            AccessPolicy policy,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.database = database;
        this.events = events;
        this.work = work;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /** What is parked, oldest first; up to 500 events and 500 work items. */
    @GET
    public Uni<List<ParkedEntry>> list() {
        AuditRecorded record = audit(Action.QUERY, null);
        return database.inTransaction(session ->
                auditLog.record(session, record)
                        .chain(() -> events.waiting(session, LIMIT))
                        .chain(parkedEvents ->
                                work.waiting(session, LIMIT)
                                        .map(items -> merged(parkedEvents, items))));
    }

    /** Sends one again: 202, or 404 when nothing of this id is parked. */
    @POST
    @Path("/{id}/retry")
    public Uni<Response> retry(@RestPath UUID id) {
        AuditRecorded record = audit(Action.UPDATE, id.toString());
        return database.inTransaction(session ->
                        auditLog.record(session, record)
                                .chain(() -> events.retry(session, id))
                                .chain(found ->
                                        found
                                                ? Uni.createFrom().item(true)
                                                : work.retry(session, id)))
                .map(found -> {
                    if (!found) {
                        throw new RadbridgeException(
                                KitFailure.NOT_FOUND, "nothing is parked as " + id);
                    }
                    return Response.accepted().build();
                });
    }

    private AuditRecorded audit(Action action, @Nullable String id) {
        Caller caller = currentCaller.get();
        policy.require(caller, POLICY_RESOURCE);
        return auditLog.entry(caller, action, POLICY_RESOURCE).resourceId(id).build();
    }

    private static List<ParkedEntry> merged(List<ParkedEvent> events, List<ParkedItem> work) {
        return Stream.concat(
                        events.stream().map(ParkedResource::entry),
                        work.stream().map(ParkedResource::entry))
                .sorted(Comparator.comparing(ParkedEntry::parkedAt))
                .toList();
    }

    private static ParkedEntry entry(ParkedEvent event) {
        String type = event.eventType();
        return new ParkedEntry(
                event.id(),
                ParkedEntry.What.EVENT,
                type == null ? "unknown" : type,
                event.topic(),
                event.messageKey(),
                event.failureId(),
                event.failureDetail(),
                event.attempts(),
                event.parkedAt());
    }

    private static ParkedEntry entry(ParkedItem item) {
        return new ParkedEntry(
                item.id(),
                ParkedEntry.What.WORK,
                item.kind(),
                "work",
                item.key(),
                item.failure().id(),
                item.failure().detail(),
                item.attempts(),
                item.parkedAt());
    }
}
