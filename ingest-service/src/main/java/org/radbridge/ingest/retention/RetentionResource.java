package org.radbridge.ingest.retention;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;

/** What the retention rules would delete: to look at before it happens. */
@Path("/retention/due")
@Produces(MediaType.APPLICATION_JSON)
public class RetentionResource {
    private static final int MOST = 1000;

    private final RetentionRun retention;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    RetentionResource(
            RetentionRun retention,
            AccessPolicy policy,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.retention = retention;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /**
     * Studies whose time is over, the oldest first.
     *
     * @param at an instant in ISO 8601, to look ahead; now when left out
     */
    @GET
    public Uni<List<DueStudies.Due>> due(
            @RestQuery @DefaultValue("") String at, @RestQuery @DefaultValue("100") int limit) {
        Caller caller = currentCaller.get();
        policy.require(caller, DeletionResource.RESOURCE);
        Instant instant = at.isEmpty() ? Instant.now() : instant(at);
        return auditLog.record(
                        auditLog.entry(caller, Action.QUERY, DeletionResource.RESOURCE).build())
                .chain(() -> retention.due(instant, Math.clamp(limit, 1, MOST)));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (java.time.format.DateTimeParseException e) {
            throw new org.radbridge.kit.failure.RadbridgeException(
                    RetentionFailure.REQUEST_INCOMPLETE, "'at' is not an instant of ISO 8601", e);
        }
    }
}
