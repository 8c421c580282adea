package org.radbridge.ingest.commitment;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.dicom.net.NRequest.NAction;
import org.radbridge.dicom.net.StorageCommitment;

/** The kept questions. All statements run in the caller's transaction or session. */
final class CommitmentTransactions {
    private static final String ASK =
            """
            INSERT INTO storage_commitment (id, requested_by, transaction_uid, information)
            VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (requested_by, transaction_uid) DO UPDATE SET asked = storage_commitment.asked + 1,
                information = excluded.information, requested_at = clock_timestamp(), reported_at = NULL
            RETURNING id, asked
            """;
    private static final String FIND =
            "SELECT asked, requested_by, information FROM storage_commitment WHERE id = ?1";
    private static final String REPORTED =
            """
            UPDATE storage_commitment SET reported_at = clock_timestamp(), committed = ?3, failed = ?4
            WHERE id = ?1 AND asked = ?2
            """;

    private final Mutiny.Session session;

    CommitmentTransactions(Mutiny.Session session) {
        this.session = session;
    }

    /** Keeps a question; the same transaction of the same requestor is one, asked again. */
    Uni<CommitmentTransaction> ask(String requestedBy, StorageCommitment.Request request) {
        String information = DicomJson.write(request.action().information().orElseThrow());
        return session.createNativeQuery(ASK, Object[].class)
                .setParameter(1, UUID.randomUUID())
                .setParameter(2, requestedBy)
                .setParameter(3, request.transactionUid())
                .setParameter(4, information)
                .getSingleResult()
                .map(row ->
                        new CommitmentTransaction(
                                (UUID) row[0], ((Number) row[1]).intValue(), requestedBy, request));
    }

    Uni<Optional<CommitmentTransaction>> find(UUID id) {
        return session.createNativeQuery(FIND, Object[].class)
                .setParameter(1, id)
                .getResultList()
                .map(rows ->
                        rows.stream()
                                .findFirst()
                                .map(row ->
                                        new CommitmentTransaction(
                                                id,
                                                ((Number) row[0]).intValue(),
                                                row[1].toString(),
                                                request(row[2].toString()))));
    }

    /** The requestor has been told. One that asked again meanwhile is told again. */
    Uni<Void> reported(CommitmentTransaction transaction, StorageCommitment.Result result) {
        return session.createNativeQuery(REPORTED)
                .setParameter(1, transaction.id())
                .setParameter(2, transaction.asked())
                .setParameter(3, result.committed().size())
                .setParameter(4, result.failures().size())
                .executeUpdate()
                .replaceWithVoid();
    }

    private static StorageCommitment.Request request(String information) {
        return StorageCommitment.Request.of(
                new NAction(
                        Uid.StorageCommitmentPushModel,
                        Uid.StorageCommitmentPushModelInstance,
                        StorageCommitment.REQUEST_STORAGE_COMMITMENT,
                        Optional.of(DicomJson.read(information))));
    }
}
