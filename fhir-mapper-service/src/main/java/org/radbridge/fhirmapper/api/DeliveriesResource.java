package org.radbridge.fhirmapper.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.evidence.ObjectKind;
import org.radbridge.fhirmapper.pacs.DeliveredObject;
import org.radbridge.fhirmapper.pacs.Deliveries;
import org.radbridge.fhirmapper.pacs.DeliveryState;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditEntry;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;

/**
 * How far the objects of results are on their way to PACS: of one study all, else those whose
 * arrival is not confirmed. For those whom the policy lets operate.
 */
@Path("/operations/deliveries")
@Produces(MediaType.APPLICATION_JSON)
public class DeliveriesResource {
    private static final String POLICY_RESOURCE = "operations";
    private static final int LIMIT = 500;

    private final Database database;
    private final Deliveries deliveries;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    DeliveriesResource(
            Database database,
            Deliveries deliveries,
            AccessPolicy policy,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.database = database;
        this.deliveries = deliveries;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /** An object at a destination. */
    @RegisterForReflection
    record DeliveryView(
            String destination,
            ObjectKind kind,
            String studyInstanceUid,
            String sopInstanceUid,
            int revision,
            int edition,
            DeliveryState state,
            Instant since) {
        static DeliveryView of(DeliveredObject object) {
            return new DeliveryView(
                    object.destination(),
                    object.kind(),
                    object.reference().studyInstanceUid(),
                    object.sopInstanceUid(),
                    object.revision(),
                    object.edition(),
                    object.state(),
                    object.changedAt());
        }
    }

    /** The objects of a study, or without one up to 500 that are not confirmed, oldest first. */
    @GET
    public Uni<List<DeliveryView>> list(@RestQuery @Nullable String study) {
        Caller caller = currentCaller.get();
        policy.require(caller, POLICY_RESOURCE);
        AuditEntry entry = auditLog.entry(caller, Action.QUERY, POLICY_RESOURCE);
        AuditRecorded record = study == null ? entry.build() : entry.study(study).build();
        return database.inTransaction(session ->
                        auditLog.record(session, record).chain(() -> objects(session, study)))
                .map(objects -> objects.stream().map(DeliveryView::of).toList());
    }

    private Uni<List<DeliveredObject>> objects(Mutiny.Session session, @Nullable String study) {
        return study == null ? deliveries.open(session, LIMIT) : deliveries.ofStudy(session, study);
    }
}
