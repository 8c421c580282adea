package org.radbridge.ingest.commitment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.net.AssociationInfo;
import org.radbridge.dicom.net.NRequest;
import org.radbridge.dicom.net.NResponse;
import org.radbridge.dicom.net.NormalizedScp.Peer;
import org.radbridge.dicom.net.StorageCommitment;
import org.radbridge.ingest.ae.NormalizedService;
import org.radbridge.ingest.ae.Service;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.work.WorkQueue;

/**
 * Takes N-ACTION of the storage commitment push model (PS3.4 section J.3.2). The response says that
 * the question is kept; the report is {@link CommitmentReport}'s. Takes N-EVENT-REPORT too, from
 * archives that this service asked.
 */
@ApplicationScoped
class CommitmentScp implements NormalizedService {
    private static final String RESOURCE = "instance";

    private final Database database;
    private final WorkQueue work;
    private final WaitingRequestors waiting;
    private final CommitmentScu scu;
    private final CommitmentConfig config;
    private final AuditLog auditLog;

    CommitmentScp(
            Database database,
            WorkQueue work,
            WaitingRequestors waiting,
            CommitmentScu scu,
            CommitmentConfig config,
            AuditLog auditLog) {
        this.database = database;
        this.work = work;
        this.waiting = waiting;
        this.scu = scu;
        this.config = config;
        this.auditLog = auditLog;
    }

    @Override
    public String sopClassUid() {
        return Uid.StorageCommitmentPushModel;
    }

    @Override
    public Service service() {
        return Service.COMMIT;
    }

    @Override
    public Uni<NResponse> perform(NRequest request, Peer peer) {
        return switch (request) {
            case NRequest.NAction action -> ask(StorageCommitment.Request.of(action), peer);
            case NRequest.NEventReport event ->
                    scu.hear(peer.association().callingAeTitle(), event);
            case NRequest.NCreate _, NRequest.NSet _, NRequest.NGet _, NRequest.NDelete _ ->
                    NormalizedService.answered(DimseStatus.UNRECOGNIZED_OPERATION);
        };
    }

    private Uni<NResponse> ask(StorageCommitment.Request request, Peer peer) {
        AssociationInfo association = peer.association();
        return database.inTransaction(session ->
                        new CommitmentTransactions(session)
                                .ask(association.callingAeTitle(), request)
                                .call(kept -> enqueue(session, kept))
                                .call(() -> audit(session, association, request)))
                .invoke(kept -> waiting.add(kept.id(), peer))
                .replaceWith(NResponse.success());
    }

    private Uni<Boolean> enqueue(Mutiny.Session session, CommitmentTransaction kept) {
        return work.enqueue(
                session, CommitmentReport.of(kept).dueAt(Instant.now().plus(config.delay())));
    }

    private Uni<Void> audit(
            Mutiny.Session session,
            AssociationInfo association,
            StorageCommitment.Request request) {
        return auditLog.record(
                session,
                auditLog.entry(
                                association.callingAeTitle(),
                                association.remoteHost(),
                                Action.QUERY,
                                RESOURCE)
                        .resourceId(request.transactionUid())
                        .build());
    }
}
