package org.radbridge.ingest.importing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.ingest.storage.StorageWorkers;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.failure.RadbridgeException;

/** Imports: begun, watched, cancelled. */
@Path("/imports")
@Produces(MediaType.APPLICATION_JSON)
public class ImportResource {
    private static final String RESOURCE = "import";
    private static final String NAMES = "instance";
    private static final int MOST = 1000;
    private static final int ACCEPTED = 202;

    private final ImportRows rows;
    private final ImportRunner runner;
    private final ImportRoot root;
    private final StorageWorkers workers;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    ImportResource(
            ImportRows rows,
            ImportRunner runner,
            ImportRoot root,
            StorageWorkers workers,
            AccessPolicy policy,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.rows = rows;
        this.runner = runner;
        this.root = root;
        this.workers = workers;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /**
     * What is imported.
     *
     * @param path of a folder or a DICOMDIR, relative to the import root
     */
    @RegisterForReflection
    public record ImportRequest(@Nullable String path) {}

    /** Begins an import and does not wait for it. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(ACCEPTED)
    public Uni<ImportJob> begin(@Nullable ImportRequest request) {
        Caller caller = currentCaller.get();
        policy.require(caller, RESOURCE);
        String path = request == null || request.path() == null ? "" : request.path();
        return workers.run(() -> root.resolve(path))
                .chain(_ -> rows.add(path, caller.userName()))
                .call(job ->
                        auditLog.record(
                                auditLog.entry(caller, Action.EXECUTE, RESOURCE)
                                        .resourceId(job.id().toString())
                                        .build()))
                .invoke(runner::wake);
    }

    /** The newest first: 100 unless {@code limit} says otherwise, 1000 at most. */
    @GET
    public Uni<List<ImportJob>> list(@RestQuery @DefaultValue("100") int limit) {
        policy.require(currentCaller.get(), RESOURCE);
        return rows.newest(Math.clamp(limit, 1, MOST));
    }

    /** One import. */
    @GET
    @Path("/{id}")
    public Uni<ImportJob> get(@RestPath UUID id) {
        policy.require(currentCaller.get(), RESOURCE);
        return required(id);
    }

    /** The files that were not taken: their names may name patients. */
    @GET
    @Path("/{id}/errors")
    public Uni<List<ImportError>> errors(
            @RestPath UUID id, @RestQuery @DefaultValue("1000") int limit) {
        Caller caller = currentCaller.get();
        policy.require(caller, NAMES);
        return auditLog.record(
                        auditLog.entry(caller, Action.READ, RESOURCE)
                                .resourceId(id.toString())
                                .build())
                .chain(() -> required(id))
                .chain(() -> rows.errors(id, Math.clamp(limit, 1, 100 * MOST)));
    }

    /** Cancels an import; what was imported stays. */
    @DELETE
    @Path("/{id}")
    public Uni<ImportJob> cancel(@RestPath UUID id) {
        Caller caller = currentCaller.get();
        policy.require(caller, RESOURCE);
        return required(id)
                .call(() ->
                        auditLog.record(
                                auditLog.entry(caller, Action.UPDATE, RESOURCE)
                                        .resourceId(id.toString())
                                        .build()))
                .call(() -> rows.end(id, "CANCELLED", null))
                .chain(() -> required(id));
    }

    private Uni<ImportJob> required(UUID id) {
        return rows.find(id)
                .map(found ->
                        found.orElseThrow(() ->
                                new RadbridgeException(
                                        ImportFailure.IMPORT_NOT_FOUND, "no import of this id")));
    }
}
