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
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.ingest.retention.StudyDeletion.Order;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditEntry;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.failure.RadbridgeException;

/** Deletion on request, the right to deletion included, and the proofs of all deletions. */
@Path("/deletions")
@Produces(MediaType.APPLICATION_JSON)
public class DeletionResource {
    static final String RESOURCE = "deletion";
    private static final int MOST = 1000;

    private final StudyDeletion deletion;
    private final Deletions deletions;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    DeletionResource(
            StudyDeletion deletion,
            Deletions deletions,
            AccessPolicy policy,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.deletion = deletion;
        this.deletions = deletions;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /**
     * What is to go: a study, or all of a patient. Patients are named in the body, never in a URL.
     *
     * @param reason why, without patient data
     */
    @RegisterForReflection
    public record Request(
            @Nullable String studyInstanceUid,
            @Nullable PatientIdentifier patient,
            @Nullable String reason) {}

    /** Deletes; the answer has one deletion per study. 404 when there is nothing, 409 on hold. */
    @POST
    public Uni<List<Deletion>> delete(Request request) {
        Caller caller = permitted();
        String reason = Reason.required(request.reason());
        // begun here, since it takes the caller's address from the request
        AuditEntry entry = auditLog.entry(caller, Action.DELETE, RESOURCE);
        Order order = new Order("request", reason, caller.userName(), () -> entry);
        return deleted(request, order).chain(deletions::of);
    }

    private Uni<List<UUID>> deleted(Request request, Order order) {
        String study = request.studyInstanceUid();
        PatientIdentifier patient = request.patient();
        if (study != null && patient == null) {
            return deletion.study(study, order);
        }
        if (patient != null && study == null) {
            return deletion.patient(patient, order);
        }
        throw new RadbridgeException(
                RetentionFailure.REQUEST_INCOMPLETE, "either a study or a patient is needed");
    }

    /** The newest deletions first: 100 unless {@code limit} says otherwise, 1000 at most. */
    @GET
    public Uni<List<Deletion>> list(@RestQuery @DefaultValue("100") int limit) {
        Caller caller = permitted();
        return auditLog.record(auditLog.entry(caller, Action.QUERY, RESOURCE).build())
                .chain(() -> deletions.newest(Math.clamp(limit, 1, MOST)));
    }

    /** One deletion, with every object that its digest covers. */
    @GET
    @Path("/{id}")
    public Uni<Deletions.Proof> proof(@RestPath UUID id) {
        Caller caller = permitted();
        return auditLog.record(
                        auditLog.entry(caller, Action.READ, RESOURCE)
                                .resourceId(id.toString())
                                .build())
                .chain(() -> deletions.proof(id));
    }

    private Caller permitted() {
        Caller caller = currentCaller.get();
        policy.require(caller, RESOURCE);
        return caller;
    }
}
