package org.radbridge.ingest.scrub;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;

/** Objects that are damaged or missing, and how far the search for them has come. */
@Path("/operations/scrub")
@Produces(MediaType.APPLICATION_JSON)
public class ScrubResource {
    private static final String RESOURCE = "operations";
    private static final String SCRUB = "scrub";
    private static final int MOST = 1000;

    private final Scrub scrub;
    private final ScrubTable table;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    ScrubResource(
            Scrub scrub,
            ScrubTable table,
            AccessPolicy policy,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.scrub = scrub;
        this.table = table;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /** How far the pass under way, or the last one, has come. */
    @GET
    public Uni<ScrubProgress> progress() {
        return audited(Action.QUERY).chain(table::progress);
    }

    /** Damaged objects, the newest first; with {@code resolved=true} the restored ones too. */
    @GET
    @Path("/findings")
    public Uni<List<ScrubFinding>> findings(
            @RestQuery @DefaultValue("false") boolean resolved,
            @RestQuery @DefaultValue("100") int limit) {
        return audited(Action.QUERY)
                .chain(() -> table.findings(resolved, Math.clamp(limit, 1, MOST)));
    }

    /** Begins the next pass now, unless one is under way. */
    @POST
    @Path("/pass")
    public Uni<ScrubProgress> begin() {
        return audited(Action.EXECUTE).chain(scrub::beginPass).chain(table::progress);
    }

    private Uni<Void> audited(Action action) {
        Caller caller = currentCaller.get();
        policy.require(caller, RESOURCE);
        return auditLog.record(auditLog.entry(caller, action, RESOURCE).resourceId(SCRUB).build());
    }
}
