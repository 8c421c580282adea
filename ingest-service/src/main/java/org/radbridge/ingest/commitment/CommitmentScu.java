package org.radbridge.ingest.commitment;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseException;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.net.AssociationRequest;
import org.radbridge.dicom.net.ClientAssociation;
import org.radbridge.dicom.net.NRequest;
import org.radbridge.dicom.net.NRequest.NEventReport;
import org.radbridge.dicom.net.NResponse;
import org.radbridge.dicom.net.NormalizedScp;
import org.radbridge.dicom.net.StorageCommitment.Result;
import org.radbridge.ingest.ae.AeClient;
import org.radbridge.ingest.ae.Told;
import org.radbridge.ingest.commitment.ArchiveCommitments.Question;
import org.radbridge.kit.work.Commit;
import org.radbridge.kit.work.RetryPolicy;
import org.radbridge.kit.work.WorkHandler;
import org.radbridge.kit.work.WorkItem;
import org.radbridge.kit.work.WorkQueue;
import org.radbridge.kit.work.WorkRequest;

/**
 * Asks other archives whether they are committed to a study (PS3.4 section J.3.2). The answer comes
 * on the same association, which is kept open for a while, or on one of the archive's own.
 */
@ApplicationScoped
class CommitmentScu implements WorkHandler {
    private static final String WORK = "commitment-request";

    /** How long an archive may take to answer on the same association. */
    private static final Duration KEPT_OPEN = Duration.ofSeconds(10);

    private static final String ASK =
            """
            INSERT INTO archive_commitment (transaction_uid, archive, study_instance_uid, asked_by)
            VALUES (?1, ?2, ?3, ?4)
            """;

    private final Vertx vertx;
    private final AeClient client;
    private final ArchiveCommitments commitments;
    private final WorkQueue work;

    CommitmentScu(Vertx vertx, AeClient client, ArchiveCommitments commitments, WorkQueue work) {
        this.vertx = vertx;
        this.client = client;
        this.commitments = commitments;
        this.work = work;
    }

    /** Names the row of the question. */
    @RegisterForReflection
    record Payload(String transactionUid) {}

    /**
     * Asks, once the transaction commits.
     *
     * @return the transaction UID
     */
    Uni<String> ask(Mutiny.Session session, String archive, String study, String by) {
        String transaction = Uid.create();
        return session.createNativeQuery(ASK)
                .setParameter(1, transaction)
                .setParameter(2, archive)
                .setParameter(3, study)
                .setParameter(4, by)
                .executeUpdate()
                .chain(() ->
                        work.enqueue(
                                session,
                                WorkRequest.of(
                                        WORK, archive, transaction, new Payload(transaction))))
                .replaceWith(transaction);
    }

    @Override
    public String kind() {
        return WORK;
    }

    @Override
    public int concurrency() {
        return 4;
    }

    @Override
    public RetryPolicy retry() {
        return Told.RETRY;
    }

    @Override
    public Uni<Commit> handle(WorkItem item) {
        return commitments
                .question(item.payload(Payload.class).transactionUid())
                .chain(found -> found.map(this::ask).orElseGet(() -> Uni.createFrom().voidItem()))
                .replaceWith(Commit.nothing());
    }

    private Uni<Void> ask(Question question) {
        Promise<Void> told = Promise.promise();
        return client.call(
                        question.archive(),
                        request -> offering(request, question.archive(), told),
                        association -> ask(association, question, told))
                .invoke(status -> Told.requireTaken(question.archive(), status))
                .replaceWithVoid();
    }

    private AssociationRequest offering(
            AssociationRequest request, String archive, Promise<Void> told) {
        NormalizedScp listener =
                (event, _) ->
                        Future.fromCompletionStage(
                                        hear(archive, event).subscribeAsCompletionStage())
                                .onComplete(_ -> told.tryComplete());
        return request.withSopClass(Uid.StorageCommitmentPushModel)
                .withNormalized(Uid.StorageCommitmentPushModel, listener);
    }

    private Future<DimseStatus> ask(
            ClientAssociation association, Question question, Promise<Void> told) {
        return association
                .request(question.request().action())
                .map(NResponse::status)
                .compose(status -> {
                    if (!status.isDone()) {
                        return Future.succeededFuture(status);
                    }
                    long timer = vertx.setTimer(KEPT_OPEN.toMillis(), _ -> told.tryComplete());
                    association.closed().onComplete(_ -> told.tryComplete());
                    return told.future().onComplete(_ -> vertx.cancelTimer(timer)).map(status);
                });
    }

    /** Takes the answer of an archive, on whichever association it comes. */
    Uni<NResponse> hear(String archive, NRequest request) {
        if (!(request instanceof NEventReport event)) {
            throw new DimseException(DimseStatus.UNRECOGNIZED_OPERATION);
        }
        return commitments
                .told(archive, Result.of(event))
                .map(known ->
                        NResponse.of(
                                known
                                        ? DimseStatus.SUCCESS
                                        : DimseStatus.INVALID_ARGUMENT_VALUE.withComment(
                                                "no such transaction")));
    }
}
