package org.radbridge.ingest.keys;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;

/** The wrapping keys of the object store: which there are, and their rotation. */
@Path("/operations/keys")
@Produces(MediaType.APPLICATION_JSON)
public class KeysResource {
    private static final String RESOURCE = "operations";
    private static final String KEYS = "keys";

    private final KeyRing keys;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    KeysResource(
            KeyRing keys, AccessPolicy policy, CurrentCaller currentCaller, AuditLog auditLog) {
        this.keys = keys;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /** All wrapping keys, the one for new objects last. */
    @GET
    public Uni<List<KeyState>> list() {
        return audited(Action.QUERY).chain(keys::states);
    }

    /** A new wrapping key, and all of them under the newest version of the master key. */
    @POST
    @Path("/rotation")
    public Uni<List<KeyState>> rotate() {
        return audited(Action.EXECUTE).chain(keys::rotate);
    }

    private Uni<Void> audited(Action action) {
        Caller caller = currentCaller.get();
        policy.require(caller, RESOURCE);
        return auditLog.record(auditLog.entry(caller, action, RESOURCE).resourceId(KEYS).build());
    }
}
