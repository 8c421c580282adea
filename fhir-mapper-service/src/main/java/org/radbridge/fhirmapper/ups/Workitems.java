package org.radbridge.fhirmapper.ups;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.Uid;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.reading.ReadingListener;
import org.radbridge.fhirmapper.result.ResultChange;
import org.radbridge.fhirmapper.result.ResultListener;
import org.radbridge.fhirmapper.result.StudyResults;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.review.Attestation;
import org.radbridge.fhirmapper.review.Claim;
import org.radbridge.fhirmapper.review.ReportStatus;
import org.radbridge.fhirmapper.review.Review;
import org.radbridge.fhirmapper.store.WorkitemState;

/**
 * Keeps the workitems in step with the results and who reads them. A workitem that is over stays as
 * it is: a reading that was given up, and another result, make another workitem.
 */
@ApplicationScoped
public class Workitems implements ResultListener, ReadingListener {
    private static final String LAST =
            """
            SELECT uid, attempt, revision, state FROM ups_workitem
            WHERE study_instance_uid = CAST(?1 AS text)
            ORDER BY attempt DESC LIMIT 1 FOR UPDATE
            """;
    private static final String STANDING =
            """
            SELECT state, transaction_uid FROM ups_workitem WHERE uid = CAST(?1 AS text) FOR UPDATE
            """;
    private static final String ADD =
            """
            INSERT INTO ups_workitem (uid, study_instance_uid, attempt, revision, task,
                urgency_rank, state, created_at, changed_at)
            VALUES (CAST(?1 AS text), CAST(?2 AS text), CAST(?3 AS integer), CAST(?4 AS integer),
                CAST(?5 AS text), CAST(?6 AS smallint), 'SCHEDULED', CAST(?7 AS timestamptz),
                CAST(?8 AS timestamptz))
            """;
    private static final String MOVE =
            """
            UPDATE ups_workitem SET state = CAST(?2 AS text), reason = CAST(?3 AS text),
                performer = COALESCE(CAST(?4 AS text), performer),
                started_at = CASE WHEN CAST(?2 AS text) IN ('IN PROGRESS', 'COMPLETED')
                    THEN COALESCE(started_at, CAST(?5 AS timestamptz)) ELSE started_at END,
                changed_at = CAST(?5 AS timestamptz)
            WHERE uid = CAST(?1 AS text)
            """;
    private static final String LOCKED_WITH =
            """
            UPDATE ups_workitem SET transaction_uid = CAST(?2 AS text) WHERE uid = CAST(?1 AS text)
            """;

    private final StudyResults results;

    Workitems(StudyResults results) {
        this.results = results;
    }

    /**
     * How a workitem stands.
     *
     * @param transactionUid with which it was claimed over UPS-RS
     */
    public record Standing(WorkitemState state, Optional<String> transactionUid) {}

    /** How a workitem that there is stands, locked until the session's transaction ends. */
    public Uni<Standing> standing(Mutiny.Session session, String uid) {
        return session.createNativeQuery(STANDING, Object[].class)
                .setParameter(1, uid)
                .getSingleResult()
                .map(row ->
                        new Standing(
                                WorkitemState.of((String) row[0]).orElseThrow(),
                                Optional.ofNullable((String) row[1])));
    }

    private record Last(String uid, int attempt, int revision, WorkitemState state) {}

    private static Uni<Optional<Last>> last(Mutiny.Session session, String studyInstanceUid) {
        return session.createNativeQuery(LAST, Object[].class)
                .setParameter(1, studyInstanceUid)
                .getResultList()
                .map(rows ->
                        rows.stream()
                                .findFirst()
                                .map(row ->
                                        new Last(
                                                (String) row[0],
                                                ((Number) row[1]).intValue(),
                                                ((Number) row[2]).intValue(),
                                                WorkitemState.of((String) row[3]).orElseThrow())));
    }

    /** Notes the Transaction UID with which a workitem was claimed. */
    public Uni<Void> lock(Mutiny.Session session, String uid, String transactionUid) {
        return session.createNativeQuery(LOCKED_WITH)
                .setParameter(1, uid)
                .setParameter(2, transactionUid)
                .executeUpdate()
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> changed(Mutiny.Session session, ResultChange change) {
        return read(session, change.studyInstanceUid());
    }

    @Override
    public Uni<Void> read(Mutiny.Session session, String studyInstanceUid) {
        return results.find(session, studyInstanceUid)
                .chain(found ->
                        found.map(result ->
                                        last(session, studyInstanceUid)
                                                .chain(last ->
                                                        follow(session, result, last.orElse(null))))
                                .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> follow(Mutiny.Session session, StudyResult result, @Nullable Last last) {
        Reached now = Reached.of(result.review());
        if (last == null || last.revision() < result.event().revision()) {
            return over(session, last, "another analysis of the study came")
                    .chain(() -> another(session, result, last, now));
        }
        return switch (last.state()) {
            case SCHEDULED -> move(session, last.uid(), now);
            case IN_PROGRESS ->
                    now.state() == WorkitemState.SCHEDULED
                            ? over(session, last, "the reader released it")
                                    .chain(() -> another(session, result, last, now))
                            : move(session, last.uid(), now);
            case CANCELED ->
                    now.state() == WorkitemState.CANCELED
                            ? Uni.createFrom().voidItem()
                            : another(session, result, last, now);
            case COMPLETED -> Uni.createFrom().voidItem();
        };
    }

    /**
     * Where a review has got to.
     *
     * @param at since when; null when nothing was done
     */
    private record Reached(
            WorkitemState state,
            @Nullable String reason,
            @Nullable String by,
            @Nullable Instant at) {

        static Reached of(Review review) {
            Attestation signature = review.attestation();
            Claim claim = review.claim();
            if (review.status() == ReportStatus.ENTERED_IN_ERROR && signature != null) {
                return new Reached(
                        WorkitemState.CANCELED,
                        "the report was withdrawn",
                        signature.by().name(),
                        signature.at());
            }
            if (signature != null) {
                return new Reached(
                        WorkitemState.COMPLETED, null, signature.by().name(), signature.at());
            }
            if (claim != null) {
                return new Reached(WorkitemState.IN_PROGRESS, null, claim.by().name(), claim.at());
            }
            return new Reached(WorkitemState.SCHEDULED, null, null, null);
        }
    }

    private Uni<Void> over(Mutiny.Session session, @Nullable Last last, String reason) {
        return last == null || last.state().isFinal()
                ? Uni.createFrom().voidItem()
                : move(
                        session,
                        last.uid(),
                        new Reached(WorkitemState.CANCELED, reason, null, Instant.now()));
    }

    private Uni<Void> another(
            Mutiny.Session session, StudyResult result, @Nullable Last last, Reached now) {
        String uid = Uid.create();
        return session.createNativeQuery(ADD)
                .setParameter(1, uid)
                .setParameter(2, result.event().studyInstanceUid())
                .setParameter(3, last == null ? 1 : last.attempt() + 1)
                .setParameter(4, result.event().revision())
                .setParameter(5, ResourceIds.readTask(result.event().studyInstanceUid()))
                .setParameter(6, result.event().urgency().ordinal())
                .setParameter(7, result.issued().atOffset(ZoneOffset.UTC))
                .setParameter(8, Instant.now().atOffset(ZoneOffset.UTC))
                .executeUpdate()
                .chain(() -> move(session, uid, now));
    }

    private Uni<Void> move(Mutiny.Session session, String uid, Reached to) {
        Instant at = to.at();
        if (at == null) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(MOVE)
                .setParameter(1, uid)
                .setParameter(2, to.state().term())
                .setParameter(3, to.reason())
                .setParameter(4, to.by())
                .setParameter(5, at.atOffset(ZoneOffset.UTC))
                .executeUpdate()
                .replaceWithVoid();
    }
}
