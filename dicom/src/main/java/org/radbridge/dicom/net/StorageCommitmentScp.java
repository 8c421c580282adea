package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseException;
import org.radbridge.dicom.dimse.DimseStatus;

/**
 * Takes storage commitment requests and reports what became of them, PS3.4 §J.3: on the association
 * of the request while it stands, otherwise on one of its own to the requestor, in which it
 * proposes the SCP role.
 */
public final class StorageCommitmentScp implements NormalizedScp {

    private final DicomClient client;
    private final Authority authority;
    private final MoveDestinations requestors;
    private final Reports reports;

    /** Knows what is committed. */
    @FunctionalInterface
    public interface Authority {

        /**
         * Looks at every instance of a request; called on the association's event loop, must not
         * block. May take its time: the request has been answered.
         */
        Future<StorageCommitment.Result> check(
                StorageCommitment.Request request, AssociationInfo association);
    }

    /** Told how reporting ended. Called on an event loop, must not block. */
    @FunctionalInterface
    public interface Reports {

        /**
         * The end of one transaction.
         *
         * @param outcome the requestor's answer to the report, or why it could not be told
         */
        void ended(String transactionUid, AssociationInfo association, Future<DimseStatus> outcome);
    }

    private StorageCommitmentScp(
            DicomClient client, Authority authority, MoveDestinations requestors, Reports reports) {
        this.client = client;
        this.authority = authority;
        this.requestors = requestors;
        this.reports = reports;
    }

    /**
     * A storage commitment SCP.
     *
     * @param requestors where the report goes when the association of the request is gone, by the
     *     requestor's AE title
     */
    public static StorageCommitmentScp create(
            Vertx vertx, Authority authority, MoveDestinations requestors, Reports reports) {
        return new StorageCommitmentScp(DicomClient.create(vertx), authority, requestors, reports);
    }

    @Override
    public Future<NResponse> perform(NRequest request, Peer peer) {
        if (!(request instanceof NRequest.NAction action)) {
            return Future.failedFuture(new DimseException(DimseStatus.UNRECOGNIZED_OPERATION));
        }
        StorageCommitment.Request asked = StorageCommitment.Request.of(action);
        authority
                .check(asked, peer.association())
                .compose(result -> report(result, peer))
                .onComplete(outcome ->
                        reports.ended(
                                asked.transactionUid(),
                                peer.association(),
                                outcome.succeeded()
                                        ? Future.succeededFuture(outcome.result())
                                        : Future.failedFuture(outcome.cause())));
        return Future.succeededFuture(NResponse.success());
    }

    private Future<DimseStatus> report(StorageCommitment.Result result, Peer peer) {
        return peer.request(result.event())
                .map(NResponse::status)
                .recover(failure ->
                        failure instanceof AssociationException
                                ? reportBack(result, peer.association())
                                : Future.failedFuture(failure));
    }

    private Future<DimseStatus> reportBack(
            StorageCommitment.Result result, AssociationInfo association) {
        return requestors
                .resolve(association.callingAeTitle(), association)
                .compose(found -> open(found, association))
                .compose(opened ->
                        opened.request(result.event())
                                .map(NResponse::status)
                                .onComplete(_ -> opened.release()));
    }

    private Future<ClientAssociation> open(
            Optional<AssociationRequest> found, AssociationInfo association) {
        return found.map(request ->
                        client.associate(
                                request.withSopClass(Uid.StorageCommitmentPushModel)
                                        .withNegotiation(
                                                request.negotiation()
                                                        .withRole(
                                                                Uid.StorageCommitmentPushModel,
                                                                false,
                                                                true))))
                .orElseGet(() ->
                        Future.failedFuture(
                                new AssociationException.NotConnected(
                                        association.callingAeTitle(),
                                        new IllegalStateException("nobody knows where it is"))));
    }
}
