package org.radbridge.ingest.commitment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.net.AssociationRequest;
import org.radbridge.dicom.net.NRequest.NEventReport;
import org.radbridge.dicom.net.NResponse;
import org.radbridge.dicom.net.NormalizedScp.Peer;
import org.radbridge.dicom.net.StorageCommitment.Result;
import org.radbridge.ingest.ae.AeClient;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.PermanentFailure;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.work.Commit;

/**
 * Looks at what a requestor asked for, as it is now, and tells it by N-EVENT-REPORT (PS3.4 section
 * J.3.3): on the association of the request while that stands, else on one of our own, in which we
 * propose to be SCP.
 */
@ApplicationScoped
class CommitmentTelling {
    private static final Logger LOG = Logger.getLogger(CommitmentTelling.class);

    private final Database database;
    private final SafeInstances instances;
    private final WaitingRequestors waiting;
    private final AeClient client;

    CommitmentTelling(
            Database database,
            SafeInstances instances,
            WaitingRequestors waiting,
            AeClient client) {
        this.database = database;
        this.instances = instances;
        this.waiting = waiting;
        this.client = client;
    }

    /** A transaction; it is known, because its row comes before its work. */
    Uni<CommitmentTransaction> transaction(UUID id) {
        return database.inSession(session -> new CommitmentTransactions(session).find(id))
                .map(found ->
                        found.orElseThrow(() ->
                                new PermanentFailure(
                                        CommitmentFailure.UNKNOWN_TRANSACTION, id.toString())));
    }

    /** Fails when the instances cannot be looked at, or the requestor cannot be told. */
    Uni<Commit> tell(CommitmentTransaction transaction) {
        return instances
                .of(transaction.request())
                .call(result -> tell(transaction, result))
                .map(result ->
                        session ->
                                new CommitmentTransactions(session).reported(transaction, result));
    }

    private Uni<Void> tell(CommitmentTransaction transaction, Result result) {
        String title = transaction.requestedBy();
        Supplier<Uni<DimseStatus>> call = () -> call(title, result.event());
        return waiting.of(transaction.id())
                .map(peer ->
                        onItsAssociation(peer, result.event())
                                .onFailure()
                                .invoke(failure -> {
                                    waiting.remove(transaction.id());
                                    LOG.debugf(
                                            "%s is called back: its association gives %s",
                                            title, failure);
                                })
                                .onFailure()
                                .recoverWithUni(_ -> call.get()))
                .orElseGet(call)
                .invoke(status -> requireDone(title, status))
                .invoke(() -> waiting.remove(transaction.id()))
                .replaceWithVoid();
    }

    /** Some requestors negotiate the class, and refuse a report on this association. */
    private static Uni<DimseStatus> onItsAssociation(Peer peer, NEventReport event) {
        return Uni.createFrom()
                .completionStage(() -> peer.request(event).toCompletionStage())
                .map(NResponse::status)
                .invoke(status -> requireDone(peer.association().callingAeTitle(), status));
    }

    private Uni<DimseStatus> call(String title, NEventReport event) {
        return client.call(
                title,
                CommitmentTelling::offering,
                association -> association.request(event).map(NResponse::status));
    }

    private static AssociationRequest offering(AssociationRequest request) {
        return request.withSopClass(Uid.StorageCommitmentPushModel)
                .withNegotiation(
                        request.negotiation()
                                .withRole(Uid.StorageCommitmentPushModel, false, true));
    }

    private static void requireDone(String title, DimseStatus status) {
        if (!status.isDone()) {
            throw new RadbridgeException(
                    CommitmentFailure.REPORT_REFUSED, title + " answered " + status);
        }
    }
}
