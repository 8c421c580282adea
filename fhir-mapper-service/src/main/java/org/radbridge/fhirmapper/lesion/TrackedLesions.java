package org.radbridge.fhirmapper.lesion;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.EventJson;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.fhirmapper.identity.MergeListener;
import org.radbridge.fhirmapper.mapping.DicomValues;
import org.radbridge.fhirmapper.mapping.TrackingUids;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.review.Review;
import org.radbridge.fhirmapper.site.SiteConfig;

/**
 * Follows lesions over a patient's studies. Two results of one patient are followed one after the
 * other: whoever assigns holds the patient's lock until the transaction ends. Whoever needs the row
 * of a study's result too takes that first. Of those who are told of a merge it is the first: a
 * reading, too, takes this lock before those of others.
 */
@Priority(1)
@ApplicationScoped
public class TrackedLesions implements MergeListener {
    private static final String LOCK =
            "SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(?1, 3))";
    private static final String KNOWN =
            """
            SELECT observation, tracking_uid FROM tracked_lesion
            WHERE study_instance_uid = CAST(?1 AS text)
            """;
    private static final String ELSEWHERE =
            """
            SELECT concept, min(tracking_uid) AS tracking_uid FROM tracked_lesion
            WHERE patient = CAST(?1 AS text) AND study_instance_uid <> CAST(?2 AS text) AND asserted
            GROUP BY concept HAVING count(DISTINCT tracking_uid) = 1
            """;
    private static final String LEAVE =
            """
            UPDATE tracked_lesion SET asserted = FALSE
            WHERE study_instance_uid = CAST(?1 AS text) AND asserted
            """;
    private static final String SEE =
            """
            INSERT INTO tracked_lesion AS t
                (observation, study_instance_uid, patient, concept, tracking_uid, studied, asserted)
            SELECT e.observation, CAST(?1 AS text), CAST(?2 AS text), e.concept, e.tracking_uid,
                CAST(?3 AS timestamptz), TRUE
            FROM jsonb_to_recordset(CAST(CAST(?4 AS text) AS jsonb))
                AS e(observation text, concept text, tracking_uid text)
            ON CONFLICT (observation) DO UPDATE SET patient = excluded.patient,
                concept = excluded.concept, studied = excluded.studied, asserted = TRUE
            """;
    private static final String JOIN =
            """
            WITH one AS (
                SELECT patient, concept, min(tracking_uid) AS uid, min(studied) AS first
                FROM tracked_lesion
                WHERE patient IN (CAST(?1 AS text), CAST(?2 AS text)) AND asserted
                GROUP BY patient, concept HAVING count(DISTINCT tracking_uid) = 1),
            pair AS (
                SELECT a.concept, (a.first, a.uid) <= (b.first, b.uid) AS a_first, a.uid AS a_uid,
                    b.uid AS b_uid
                FROM one a JOIN one b ON b.concept = a.concept
                WHERE a.patient = CAST(?1 AS text) AND b.patient = CAST(?2 AS text))
            UPDATE tracked_lesion t
            SET tracking_uid = CASE WHEN p.a_first THEN p.a_uid ELSE p.b_uid END
            FROM pair p
            WHERE t.patient IN (CAST(?1 AS text), CAST(?2 AS text)) AND t.concept = p.concept
                AND t.tracking_uid = CASE WHEN p.a_first THEN p.b_uid ELSE p.a_uid END
            """;
    private static final String MOVE =
            """
            UPDATE tracked_lesion SET patient = CAST(?2 AS text) WHERE patient = CAST(?1 AS text)
            """;

    private final ZoneId zone;

    TrackedLesions(SiteConfig site) {
        this.zone = site.zone();
    }

    /** Lets nobody else follow a patient's lesions until the session's transaction ends. */
    public Uni<Void> hold(Mutiny.Session session, String patient) {
        return session.createNativeQuery(LOCK, Object.class)
                .setParameter(1, patient)
                .getResultList()
                .replaceWithVoid();
    }

    /** What {@link #follow} would assign to a result that nobody has read. */
    public Uni<TrackingUids> foreseen(Mutiny.Session session, InferenceCompleted event) {
        return assigned(session, event, SeenLesion.of(event, Review.NONE));
    }

    /**
     * Notes which lesions a result shows and which it shows no longer.
     *
     * @return the result with the tracking UIDs of its findings
     */
    public Uni<StudyResult> follow(Mutiny.Session session, StudyResult result) {
        InferenceCompleted event = result.event();
        List<SeenLesion> seen = SeenLesion.of(event, result.review());
        return hold(session, event.patient().key())
                .chain(() -> assigned(session, event, seen))
                .call(uids ->
                        session.createNativeQuery(LEAVE)
                                .setParameter(1, event.studyInstanceUid())
                                .executeUpdate()
                                .chain(() -> see(session, result, seen, uids)))
                .map(result::tracked);
    }

    /**
     * Joins the lesions of a merged patient to those of the survivor: where each has one lesion of
     * a kind, they are one, under the UID of whichever was seen first.
     */
    @Override
    public Uni<Void> merged(
            Mutiny.Session session, PatientIdentifier merged, PatientIdentifier survivor) {
        List<String> both = Stream.of(merged.key(), survivor.key()).sorted().toList();
        return hold(session, both.getFirst())
                .chain(() -> hold(session, both.getLast()))
                .chain(() -> of(session, JOIN, merged.key(), survivor.key()))
                .chain(() -> of(session, MOVE, merged.key(), survivor.key()));
    }

    private static Uni<Void> of(Mutiny.Session session, String sql, String from, String to) {
        return session.createNativeQuery(sql)
                .setParameter(1, from)
                .setParameter(2, to)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<TrackingUids> assigned(
            Mutiny.Session session, InferenceCompleted event, List<SeenLesion> seen) {
        String study = event.studyInstanceUid();
        return pairs(session, KNOWN, study)
                .chain(known ->
                        pairs(session, ELSEWHERE, event.patient().key(), study)
                                .map(elsewhere ->
                                        new TrackingUids(
                                                SeenLesion.assign(seen, known, elsewhere))));
    }

    private static Uni<Map<String, String>> pairs(
            Mutiny.Session session, String sql, String... parameters) {
        var query = session.createNativeQuery(sql, Object[].class);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        return query.getResultList()
                .map(rows -> {
                    Map<String, String> pairs = new HashMap<>();
                    rows.forEach(row -> pairs.put((String) row[0], (String) row[1]));
                    return pairs;
                });
    }

    private Uni<Void> see(
            Mutiny.Session session, StudyResult result, List<SeenLesion> seen, TrackingUids uids) {
        if (seen.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Map<String, String>> rows =
                seen.stream()
                        .map(lesion ->
                                Map.of(
                                        "observation", lesion.observation(),
                                        "concept", lesion.concept(),
                                        "tracking_uid",
                                                uids.byObservation()
                                                        .getOrDefault(
                                                                lesion.observation(),
                                                                lesion.ownUid())))
                        .toList();
        return session.createNativeQuery(SEE)
                .setParameter(1, result.event().studyInstanceUid())
                .setParameter(2, result.event().patient().key())
                .setParameter(3, studied(result).atOffset(ZoneOffset.UTC))
                .setParameter(4, json(rows))
                .executeUpdate()
                .replaceWithVoid();
    }

    private Instant studied(StudyResult result) {
        return DicomValues.studyStart(result.study().header(), zone)
                .map(start ->
                        start.getPrecision() == TemporalPrecisionEnum.DAY
                                ? LocalDate.parse(start.getValueAsString())
                                        .atStartOfDay(zone)
                                        .toInstant()
                                : start.getValue().toInstant())
                .orElse(result.issued());
    }

    private static String json(Object value) {
        try {
            return EventJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of plain values has no JSON form", e);
        }
    }
}
