package org.radbridge.rbac.policy;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.radbridge.contracts.AccessPolicyPublished;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;

/** {@code /access-policy}: the version in force as JSON, and the next one as YAML. */
@Path("/access-policy")
@Produces(MediaType.APPLICATION_JSON)
public class PolicyResource {
    private static final String RESOURCE = "access-policy";

    private final Database database;
    private final PolicyStore policies;
    private final AccessPolicy access;
    private final CurrentCaller currentCaller;
    private final AuditLog audit;

    public PolicyResource(
            Database database,
            PolicyStore policies,
            AccessPolicy access,
            CurrentCaller currentCaller,
            AuditLog audit) {
        this.database = database;
        this.policies = policies;
        this.access = access;
        this.currentCaller = currentCaller;
        this.audit = audit;
    }

    @GET
    public Uni<AccessPolicyPublished> read() {
        Caller caller = allowed();
        return database.inTransaction(session ->
                policies.latest(session)
                        .map(Optional::orElseThrow)
                        .call(policy ->
                                audit.record(
                                        session,
                                        entry(AuditRecorded.Action.READ, caller, policy))));
    }

    /** Takes a whole policy, in the form of the file that ships with the service. */
    @PUT
    @Consumes("application/yaml")
    public Uni<AccessPolicyPublished> replace(String yaml) {
        Caller caller = allowed();
        var rules = PolicyFile.read(yaml);
        return database.inTransaction(session ->
                policies.lock(session)
                        .chain(() -> policies.next(session, rules, caller.userName(), null))
                        .call(policy ->
                                audit.record(
                                        session,
                                        entry(AuditRecorded.Action.UPDATE, caller, policy))));
    }

    private Caller allowed() {
        Caller caller = currentCaller.get();
        access.require(caller, RESOURCE);
        return caller;
    }

    private AuditRecorded entry(
            AuditRecorded.Action action, Caller caller, AccessPolicyPublished policy) {
        return audit.entry(caller, action, RESOURCE)
                .resourceId(Long.toString(policy.version()))
                .build();
    }
}
