package org.radbridge.ingest.quarantine;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.ingest.quarantine.QuarantineRows.Held;
import org.radbridge.ingest.receive.ReceptionOutcome.Stored;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.failure.RadbridgeException;

/** What waits in quarantine, and what becomes of it. */
@Path("/operations/quarantine")
@Produces(MediaType.APPLICATION_JSON)
public class QuarantineResource {
    private static final String LIST = "operations";
    private static final String DECIDE = "quarantine";
    private static final int MOST = 1000;

    private final QuarantineRows rows;
    private final HeldInstances instances;
    private final Release release;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    QuarantineResource(
            QuarantineRows rows,
            HeldInstances instances,
            Release release,
            AccessPolicy policy,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.rows = rows;
        this.instances = instances;
        this.release = release;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /**
     * What a release changes.
     *
     * @param set values by the keywords of their attributes
     */
    @RegisterForReflection
    public record ReleaseRequest(@Nullable Map<String, List<String>> set) {}

    /** Where the instance is now. */
    @RegisterForReflection
    public record Released(String studyInstanceUid, String sopInstanceUid, boolean coerced) {}

    /** The newest first: 100 unless {@code limit} says otherwise, 1000 at most. */
    @GET
    public Uni<List<QuarantinedInstance>> list(
            @RestQuery @Nullable String state, @RestQuery @DefaultValue("100") int limit) {
        Caller caller = currentCaller.get();
        policy.require(caller, LIST);
        return auditLog.record(auditLog.entry(caller, Action.QUERY, LIST).build())
                .chain(() -> rows.newest(state, Math.clamp(limit, 1, MOST)));
    }

    /** Receives an instance again: 409 with the reason when it is still not taken. */
    @POST
    @Path("/{id}/release")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Released> release(@RestPath UUID id, @Nullable ReleaseRequest request) {
        Caller caller = currentCaller.get();
        policy.require(caller, DECIDE);
        DataSet decided =
                Release.decided(
                        request == null || request.set() == null ? Map.of() : request.set());
        return required(id)
                .chain(held ->
                        auditLog.record(entry(caller, Action.UPDATE, held))
                                .chain(() -> release.release(held, decided, caller.userName()))
                                .call(() -> instances.decide(id, "RELEASED", caller.userName()))
                                .map(QuarantineResource::released));
    }

    private static Released released(Stored stored) {
        return new Released(
                stored.header().study().studyInstanceUid(),
                stored.header().sopInstanceUid(),
                stored.coerced());
    }

    /** Removes an instance for good. */
    @DELETE
    @Path("/{id}")
    public Uni<Void> discard(@RestPath UUID id) {
        Caller caller = currentCaller.get();
        policy.require(caller, DECIDE);
        return required(id)
                .chain(held -> auditLog.record(entry(caller, Action.DELETE, held)))
                .chain(() -> instances.decide(id, "DISCARDED", caller.userName()))
                .replaceWithVoid();
    }

    private Uni<Held> required(UUID id) {
        return rows.held(id)
                .map(found ->
                        found.orElseThrow(() ->
                                new RadbridgeException(
                                        QuarantineFailure.NOT_QUARANTINED, "nothing waits here")));
    }

    private AuditRecorded entry(Caller caller, Action action, Held held) {
        return auditLog.entry(caller, action, DECIDE)
                .study(held.instance().studyInstanceUid())
                .resourceId(held.instance().id().toString())
                .build();
    }
}
