package org.radbridge.fhirmapper.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.ehr.EhrDeliveries;
import org.radbridge.fhirmapper.ehr.EhrDeliveries.Standing;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;

/**
 * How far the FHIR servers are that results are sent to, for those whom the policy lets operate.
 */
@Path("/operations/ehr")
@Produces(MediaType.APPLICATION_JSON)
@RegisterForReflection(targets = Standing.class)
public class EhrResource {
    private static final String POLICY_RESOURCE = "operations";

    private final Database database;
    private final EhrDeliveries deliveries;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    EhrResource(
            Database database,
            EhrDeliveries deliveries,
            AccessPolicy policy,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.database = database;
        this.deliveries = deliveries;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /** Each configured server. */
    @GET
    public Uni<List<Standing>> list() {
        Caller caller = currentCaller.get();
        policy.require(caller, POLICY_RESOURCE);
        AuditRecorded record = auditLog.entry(caller, Action.QUERY, POLICY_RESOURCE).build();
        return database.inTransaction(session ->
                auditLog.record(session, record).chain(() -> deliveries.standing(session)));
    }
}
