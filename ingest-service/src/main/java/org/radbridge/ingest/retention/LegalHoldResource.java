package org.radbridge.ingest.retention;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.failure.RadbridgeException;

/** Legal holds: who placed one on which study and why, and who released it. */
@Path("/legal-holds")
@Produces(MediaType.APPLICATION_JSON)
public class LegalHoldResource {
    private static final String RESOURCE = "legal-hold";
    private static final int MOST = 1000;

    private final LegalHolds holds;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    LegalHoldResource(
            LegalHolds holds, AccessPolicy policy, CurrentCaller currentCaller, AuditLog auditLog) {
        this.holds = holds;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /** Which study, and why; the reason without patient data. */
    @RegisterForReflection
    public record Request(@Nullable String studyInstanceUid, @Nullable String reason) {}

    /** Places a hold: 404 when the study is not stored. */
    @POST
    public Uni<LegalHold> place(Request request) {
        Caller caller = permitted();
        String study = request.studyInstanceUid();
        if (study == null || study.isBlank()) {
            throw new RadbridgeException(RetentionFailure.REQUEST_INCOMPLETE, "a study is needed");
        }
        String reason = Reason.required(request.reason());
        return auditLog.record(auditLog.entry(caller, Action.CREATE, RESOURCE).study(study).build())
                .chain(() -> holds.place(study, reason, caller.userName()));
    }

    /** Releases a hold: 404 when there is none that holds. */
    @POST
    @Path("/{id}/release")
    public Uni<LegalHold> release(@RestPath UUID id, Request request) {
        Caller caller = permitted();
        String reason = Reason.required(request.reason());
        return auditLog.record(
                        auditLog.entry(caller, Action.UPDATE, RESOURCE)
                                .resourceId(id.toString())
                                .build())
                .chain(() -> holds.release(id, reason, caller.userName()));
    }

    /** Holds in force, the newest first; with {@code released=true} those of the past too. */
    @GET
    public Uni<List<LegalHold>> list(
            @RestQuery @DefaultValue("false") boolean released,
            @RestQuery @DefaultValue("100") int limit) {
        Caller caller = permitted();
        return auditLog.record(auditLog.entry(caller, Action.QUERY, RESOURCE).build())
                .chain(() -> holds.list(released, Math.clamp(limit, 1, MOST)));
    }

    private Caller permitted() {
        Caller caller = currentCaller.get();
        policy.require(caller, RESOURCE);
        return caller;
    }
}
