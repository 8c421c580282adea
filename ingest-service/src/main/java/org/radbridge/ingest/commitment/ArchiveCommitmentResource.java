package org.radbridge.ingest.commitment;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.ingest.ae.AeFailure;
import org.radbridge.ingest.ae.AeRegistry;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.RadbridgeException;

/** Whether other archives are committed to a study. */
@Path("/operations/studies/{study}/archive-commitments")
@Produces(MediaType.APPLICATION_JSON)
public class ArchiveCommitmentResource {
    private static final String RESOURCE = "operations";

    private final CommitmentScu scu;
    private final ArchiveCommitments commitments;
    private final AeRegistry registry;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final Database database;
    private final AuditLog auditLog;

    ArchiveCommitmentResource(
            CommitmentScu scu,
            ArchiveCommitments commitments,
            AeRegistry registry,
            AccessPolicy policy,
            CurrentCaller currentCaller,
            Database database,
            AuditLog auditLog) {
        this.scu = scu;
        this.commitments = commitments;
        this.registry = registry;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.database = database;
        this.auditLog = auditLog;
    }

    /** Whom to ask: the AE title of an archive that can be called. */
    @RegisterForReflection
    public record Request(@Nullable String archive) {}

    /** The transaction that the archive will answer. */
    @RegisterForReflection
    public record Asked(String transactionUid) {}

    /** Asks an archive, which may take its time; 404 when it is not one that can be called. */
    @POST
    @ResponseStatus(202)
    public Uni<Asked> ask(@RestPath String study, Request request) {
        Caller caller = permitted();
        String archive = request.archive() == null ? "" : request.archive();
        if (registry.callable(archive).isEmpty()) {
            throw new RadbridgeException(AeFailure.NOT_FOUND, "no archive of this title is called");
        }
        var entry =
                auditLog.entry(caller, Action.EXECUTE, RESOURCE)
                        .study(study)
                        .resourceId(archive)
                        .build();
        return database.inTransaction(session ->
                        auditLog.record(session, entry)
                                .chain(() -> scu.ask(session, archive, study, caller.userName())))
                .map(Asked::new);
    }

    /** What was asked and answered, the newest first. */
    @GET
    public Uni<List<ArchiveCommitment>> list(@RestPath String study) {
        Caller caller = permitted();
        return auditLog.record(auditLog.entry(caller, Action.QUERY, RESOURCE).study(study).build())
                .chain(() -> commitments.list(study));
    }

    private Caller permitted() {
        Caller caller = currentCaller.get();
        policy.require(caller, RESOURCE);
        return caller;
    }
}
