package org.radbridge.fhirmapper.reading;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.review.ReviewAct;

/** Every act of a radiologist, for good; and how often they agree with the models. */
@ApplicationScoped
public class ReviewLog {
    private static final String ADD =
            """
            INSERT INTO review_act (study_instance_uid, revision, edition, act, at, reader,
                reader_name, comment, observation, model, version, label, confidence,
                model_says_present, reader_says_present)
            VALUES (CAST(?1 AS text), CAST(?2 AS integer), CAST(?3 AS integer), CAST(?4 AS text),
                CAST(?5 AS timestamptz), CAST(?6 AS text), CAST(?7 AS text), CAST(?8 AS text),
                CAST(?9 AS text), CAST(?10 AS text), CAST(?11 AS text), CAST(?12 AS text),
                CAST(?13 AS double precision), CAST(?14 AS boolean), CAST(?15 AS boolean))
            """;

    /** The latest word on each finding counts. */
    private static final String AGREEMENT =
            """
            SELECT model, version, label,
                count(*) FILTER (WHERE act = 'ACCEPTED') AS accepted,
                count(*) FILTER (WHERE act = 'EDITED') AS edited,
                count(*) FILTER (WHERE act = 'REJECTED') AS rejected
            FROM (
                SELECT DISTINCT ON (study_instance_uid, revision, observation) *
                FROM review_act
                WHERE observation IS NOT NULL
                    AND at >= CAST(?1 AS timestamptz) AND at < CAST(?2 AS timestamptz)
                ORDER BY study_instance_uid, revision, observation, edition DESC
            ) latest
            GROUP BY model, version, label
            ORDER BY model, version, label
            """;

    /**
     * How radiologists judged a label of a model.
     *
     * @param agreement accepted ones among all that were decided, 0 to 1
     */
    public record Agreement(
            String model,
            String version,
            String label,
            long accepted,
            long edited,
            long rejected,
            double agreement) {}

    /** Keeps an act in the transaction that makes it. */
    Uni<Void> add(Mutiny.Session session, StudyResult result, ReviewAct act) {
        ReviewAct.Finding finding = act.finding();
        return session.createNativeQuery(ADD)
                .setParameter(1, result.event().studyInstanceUid())
                .setParameter(2, result.event().revision())
                .setParameter(3, act.edition())
                .setParameter(4, act.kind().name())
                .setParameter(5, act.at().atOffset(ZoneOffset.UTC))
                .setParameter(6, act.by().subject())
                .setParameter(7, act.by().name())
                .setParameter(8, act.comment())
                .setParameter(9, finding == null ? null : finding.observation())
                .setParameter(10, finding == null ? null : finding.model())
                .setParameter(11, finding == null ? null : finding.version())
                .setParameter(12, finding == null ? null : finding.label())
                .setParameter(13, finding == null ? null : finding.confidence())
                .setParameter(14, finding == null ? null : finding.modelSaysPresent())
                .setParameter(15, finding == null ? null : finding.readerSaysPresent())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** The figures of a span of days of UTC, both included. */
    public Uni<List<Agreement>> agreement(Mutiny.Session session, LocalDate from, LocalDate to) {
        return session.createNativeQuery(AGREEMENT, Object[].class)
                .setParameter(1, from.atStartOfDay().atOffset(ZoneOffset.UTC))
                .setParameter(2, to.plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC))
                .getResultList()
                .map(rows -> rows.stream().map(ReviewLog::figure).toList());
    }

    private static Agreement figure(Object[] row) {
        long accepted = ((Number) row[3]).longValue();
        long edited = ((Number) row[4]).longValue();
        long rejected = ((Number) row[5]).longValue();
        return new Agreement(
                (String) row[0],
                (String) row[1],
                (String) row[2],
                accepted,
                edited,
                rejected,
                (double) accepted / (accepted + edited + rejected));
    }
}
