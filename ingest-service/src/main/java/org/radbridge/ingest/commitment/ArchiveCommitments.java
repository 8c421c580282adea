package org.radbridge.ingest.commitment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.EventJson;
import org.radbridge.dicom.net.StorageCommitment.Reference;
import org.radbridge.dicom.net.StorageCommitment.Request;
import org.radbridge.dicom.net.StorageCommitment.Result;
import org.radbridge.ingest.commitment.ArchiveCommitment.NotCommitted;

/** What other archives were asked, and what they answered. */
@ApplicationScoped
class ArchiveCommitments {
    private static final int MOST_LISTED = 1000;

    private static final String ASKED =
            """
            SELECT c.archive, i.sop_class_uid, i.sop_instance_uid
            FROM archive_commitment c
            JOIN study s ON s.study_instance_uid = c.study_instance_uid
            JOIN instance i ON i.study_id = s.id AND i.stored_at BETWEEN s.first_stored_at AND s.last_stored_at
            WHERE c.transaction_uid = $1
            """;

    private static final String TOLD =
            """
            UPDATE archive_commitment SET told_at = clock_timestamp(), committed = $3, failed = $4, failures = $5
            WHERE transaction_uid = $1 AND archive = $2
            """;

    private static final String LIST =
            """
            SELECT transaction_uid, archive, study_instance_uid, asked_by, asked_at, told_at, committed, failed, failures
            FROM archive_commitment WHERE study_instance_uid = $1 ORDER BY asked_at DESC LIMIT 100
            """;

    private final Pool pool;

    ArchiveCommitments(Pool pool) {
        this.pool = pool;
    }

    /** A question and whom it is for. */
    record Question(String archive, Request request) {}

    /** The question of a transaction: all that its study has now; empty when it has nothing. */
    Uni<Optional<Question>> question(String transactionUid) {
        return pool.preparedQuery(ASKED)
                .execute(Tuple.of(transactionUid))
                .map(rows -> {
                    List<Reference> references =
                            StreamSupport.stream(rows.spliterator(), false)
                                    .map(row -> new Reference(row.getString(1), row.getString(2)))
                                    .toList();
                    return references.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    new Question(
                                            rows.iterator().next().getString(0),
                                            new Request(transactionUid, references)));
                });
    }

    /** Keeps an answer; false when this archive was not asked that. */
    Uni<Boolean> told(String archive, Result result) {
        return pool.preparedQuery(TOLD)
                .execute(
                        Tuple.of(
                                result.transactionUid(),
                                archive,
                                result.committed().size(),
                                result.failures().size(),
                                json(result)))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<List<ArchiveCommitment>> list(String studyInstanceUid) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(studyInstanceUid))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(ArchiveCommitments::commitment)
                                .toList());
    }

    private static ArchiveCommitment commitment(Row row) {
        OffsetDateTime told = row.getOffsetDateTime(5);
        return new ArchiveCommitment(
                row.getString(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getOffsetDateTime(4).toInstant(),
                told == null ? null : told.toInstant(),
                row.getInteger(6),
                row.getInteger(7),
                failures(row.getString(8)));
    }

    private static String json(Result result) {
        List<NotCommitted> listed =
                result.failures().stream()
                        .limit(MOST_LISTED)
                        .map(failure ->
                                new NotCommitted(
                                        failure.reference().sopInstanceUid(),
                                        "%04X".formatted(failure.reason())))
                        .toList();
        try {
            return EventJson.mapper().writeValueAsString(listed);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("failures have no JSON form", e);
        }
    }

    private static @Nullable List<NotCommitted> failures(@Nullable String json) {
        try {
            return json == null
                    ? null
                    : EventJson.mapper()
                            .readValue(json, new TypeReference<List<NotCommitted>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("failures are not JSON", e);
        }
    }
}
