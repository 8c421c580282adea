package org.radbridge.ingest.repair;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
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

/** Studies whose instances contradict each other, the latest first. */
@Path("/operations/study-differences")
@Produces(MediaType.APPLICATION_JSON)
public class StudyDifferenceResource {
    private static final String RESOURCE = "operations";
    private static final int MOST = 1000;

    private final StudyDifferences differences;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    StudyDifferenceResource(
            StudyDifferences differences,
            AccessPolicy policy,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.differences = differences;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /** 100 unless {@code limit} says otherwise, 1000 at most. */
    @GET
    public Uni<List<StudyDifference>> list(@RestQuery @DefaultValue("100") int limit) {
        Caller caller = currentCaller.get();
        policy.require(caller, RESOURCE);
        return auditLog.record(auditLog.entry(caller, Action.QUERY, RESOURCE).build())
                .chain(() -> differences.newest(Math.clamp(limit, 1, MOST)));
    }
}
