package org.radbridge.ingest.settings;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.ingest.settings.SettingsStatus.Fault;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.failure.RadbridgeException;

/** Which settings are in force, and what is wrong with those that are not. */
@Path("/operations/settings")
@Produces(MediaType.APPLICATION_JSON)
public class SettingsResource {
    private static final String RESOURCE = "operations";

    private final SettingsWatch watch;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    SettingsResource(
            SettingsWatch watch,
            AccessPolicy policy,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.watch = watch;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /** All settings files. */
    @GET
    public Uni<List<SettingsStatus>> list() {
        Caller caller = currentCaller.get();
        policy.require(caller, RESOURCE);
        return auditLog.record(auditLog.entry(caller, Action.QUERY, RESOURCE).build())
                .map(_ -> watch.status());
    }

    /** Reads a file now: 422 with the fault when it cannot be used, and the old one stays. */
    @POST
    @Path("/{name}/reload")
    public Uni<SettingsStatus> reload(@RestPath String name) {
        Caller caller = currentCaller.get();
        policy.require(caller, RESOURCE);
        return auditLog.record(
                        auditLog.entry(caller, Action.UPDATE, RESOURCE).resourceId(name).build())
                .chain(() -> watch.reload(name))
                .map(found ->
                        found.orElseThrow(() ->
                                new RadbridgeException(
                                        SettingsFailure.SETTINGS_NOT_FOUND,
                                        "no settings file of this name")))
                .invoke(SettingsResource::requireUsable);
    }

    private static void requireUsable(SettingsStatus status) {
        Fault fault = status.fault();
        if (fault != null) {
            throw new RadbridgeException(SettingsFailure.SETTINGS_INVALID, fault.detail());
        }
    }
}
