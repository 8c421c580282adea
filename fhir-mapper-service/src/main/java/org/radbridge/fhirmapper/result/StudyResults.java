package org.radbridge.fhirmapper.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.EventJson;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.fhirmapper.mapping.TrackingUids;
import org.radbridge.fhirmapper.review.Review;
import org.radbridge.fhirmapper.study.StudyMetadata;

/** The revision of each study whose result is shown, kept for what is built from it later. */
@ApplicationScoped
public class StudyResults {
    private static final String PUT =
            """
            INSERT INTO study_result AS r (study_instance_uid, revision, urgency, result_day,
                labels, event, header, series, issued)
            VALUES (CAST(?1 AS text), CAST(?2 AS integer), CAST(?3 AS text), CAST(?4 AS date),
                CAST(CAST(?5 AS text) AS jsonb), CAST(?6 AS text), CAST(?7 AS text),
                CAST(?8 AS text), CAST(?9 AS timestamptz))
            ON CONFLICT (study_instance_uid) DO UPDATE SET
                revision = excluded.revision, urgency = excluded.urgency,
                result_day = excluded.result_day, labels = excluded.labels,
                event = excluded.event, header = excluded.header, series = excluded.series,
                issued = excluded.issued, edition = r.edition + 1, review = NULL,
                replaced_sr = COALESCE(r.sr_instance_uid, r.replaced_sr),
                sr_instance_uid = NULL, sr_confirmed_at = NULL, overdue_at = NULL
            WHERE r.revision <= excluded.revision
            RETURNING edition
            """;

    private static final String GET =
            """
            SELECT event, header, series, replaced_sr,
                CAST(extract(epoch FROM issued) * 1000 AS bigint) AS issued,
                edition, CAST(review AS text) AS review,
                (SELECT CAST(jsonb_object_agg(t.observation, t.tracking_uid) AS text)
                    FROM tracked_lesion t
                    WHERE t.study_instance_uid = r.study_instance_uid) AS tracking
            FROM study_result r
            WHERE r.study_instance_uid = CAST(?1 AS text)
            """;

    private static final String LOCK = GET + " FOR UPDATE OF r";

    private static final String HOLD =
            """
            SELECT 1 FROM study_result WHERE study_instance_uid = CAST(?1 AS text) FOR UPDATE
            """;

    private static final String REVIEW =
            """
            UPDATE study_result
            SET edition = CAST(?2 AS integer), review = CAST(CAST(?3 AS text) AS jsonb),
                replaced_sr = CASE WHEN edition = CAST(?2 AS integer) THEN replaced_sr
                    ELSE COALESCE(sr_instance_uid, replaced_sr) END,
                sr_instance_uid = CASE WHEN edition = CAST(?2 AS integer) THEN sr_instance_uid END,
                sr_confirmed_at = CASE WHEN edition = CAST(?2 AS integer) THEN sr_confirmed_at END
            WHERE study_instance_uid = CAST(?1 AS text)
            """;

    private static final String CONFIRM =
            """
            UPDATE study_result
            SET sr_instance_uid = CAST(?2 AS text), sr_confirmed_at = CAST(?3 AS timestamptz)
            WHERE study_instance_uid = CAST(?1 AS text) AND revision = CAST(?4 AS integer)
                AND edition = CAST(?5 AS integer)
            """;

    /**
     * A study's result.
     *
     * @param event the models' answers
     * @param study the study's DICOM metadata
     * @param issued when the answers came
     * @param replacedSr SOP Instance UID of the structured report in the PACS that this result's
     *     report replaces
     * @param review what radiologists decided about it
     * @param tracking which lesions its findings are
     */
    public record StudyResult(
            InferenceCompleted event,
            StudyMetadata study,
            Instant issued,
            Optional<String> replacedSr,
            Review review,
            TrackingUids tracking) {

        /** A result that nobody has read. */
        public static StudyResult unread(
                InferenceCompleted event, StudyMetadata study, Instant issued) {
            return new StudyResult(
                    event, study, issued, Optional.empty(), Review.NONE, TrackingUids.NONE);
        }

        /** This result after more was decided about it. */
        public StudyResult reviewed(Review next) {
            return new StudyResult(event, study, issued, replacedSr, next, tracking);
        }

        /** This result with its findings followed. */
        public StudyResult tracked(TrackingUids next) {
            return new StudyResult(event, study, issued, replacedSr, review, next);
        }

        /** What listeners are told of it. */
        public ResultChange change() {
            return new ResultChange(
                    event.studyInstanceUid(), event.revision(), review.edition(), event.lane());
        }
    }

    /**
     * Notes a result that nobody has read, unless that of a later revision is there.
     *
     * @return its edition; empty when it was passed over
     */
    public Uni<Optional<Integer>> put(Mutiny.Session session, StudyResult result) {
        InferenceCompleted event = result.event();
        return session.createNativeQuery(PUT, Object.class)
                .setParameter(1, event.studyInstanceUid())
                .setParameter(2, event.revision())
                .setParameter(3, event.urgency().name())
                .setParameter(4, LocalDate.ofInstant(result.issued(), ZoneOffset.UTC))
                .setParameter(5, json(presentLabels(event)))
                .setParameter(6, EventJson.write(event))
                .setParameter(7, DicomJson.write(result.study().header()))
                .setParameter(8, json(result.study().series()))
                .setParameter(9, result.issued().atOffset(ZoneOffset.UTC))
                .getResultList()
                .map(rows ->
                        rows.stream().findFirst().map(edition -> ((Number) edition).intValue()));
    }

    /** The result that is shown for a study. */
    public Uni<Optional<StudyResult>> find(Mutiny.Session session, String studyInstanceUid) {
        return session.createNativeQuery(GET, Object[].class)
                .setParameter(1, studyInstanceUid)
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(StudyResults::result));
    }

    /** As {@link #find}, locked until the session's transaction ends. */
    public Uni<Optional<StudyResult>> lock(Mutiny.Session session, String studyInstanceUid) {
        return session.createNativeQuery(LOCK, Object[].class)
                .setParameter(1, studyInstanceUid)
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(StudyResults::result));
    }

    /** Keeps others from a study's result until the session's transaction ends, if it has one. */
    public Uni<Void> hold(Mutiny.Session session, String studyInstanceUid) {
        return session.createNativeQuery(HOLD, Object.class)
                .setParameter(1, studyInstanceUid)
                .getResultList()
                .replaceWithVoid();
    }

    /** Notes what radiologists decided about the shown result, which is locked. */
    public Uni<Void> review(Mutiny.Session session, String studyInstanceUid, Review review) {
        return session.createNativeQuery(REVIEW)
                .setParameter(1, studyInstanceUid)
                .setParameter(2, review.edition())
                .setParameter(3, json(review))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Notes that the PACS holds the structured report of a result; a later one is not touched. */
    public Uni<Void> confirm(
            Mutiny.Session session, ResultChange of, String srInstanceUid, Instant at) {
        return session.createNativeQuery(CONFIRM)
                .setParameter(1, of.studyInstanceUid())
                .setParameter(2, srInstanceUid)
                .setParameter(3, at.atOffset(ZoneOffset.UTC))
                .setParameter(4, of.revision())
                .setParameter(5, of.edition())
                .executeUpdate()
                .replaceWithVoid();
    }

    private static StudyResult result(Object[] row) {
        return new StudyResult(
                EventJson.read((String) row[0], InferenceCompleted.class),
                new StudyMetadata(DicomJson.read((String) row[1]), series((String) row[2])),
                Instant.ofEpochMilli(((Number) row[4]).longValue()),
                Optional.ofNullable((String) row[3]),
                review(((Number) row[5]).intValue(), (String) row[6]),
                tracking((String) row[7]));
    }

    private static TrackingUids tracking(@Nullable String json) {
        if (json == null) {
            return TrackingUids.NONE;
        }
        try {
            return new TrackingUids(
                    EventJson.mapper()
                            .readValue(json, new TypeReference<Map<String, String>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored tracking UIDs cannot be read", e);
        }
    }

    private static Review review(int edition, @Nullable String json) {
        if (json == null) {
            return Review.unread(edition);
        }
        try {
            return EventJson.mapper().readValue(json, Review.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored review cannot be read", e);
        }
    }

    private static List<String> presentLabels(InferenceCompleted event) {
        return event.runs().stream()
                .flatMap(run -> run.findings().stream())
                .filter(Finding::present)
                .map(Finding::label)
                .distinct()
                .toList();
    }

    private static List<StudyMetadata.Series> series(String json) {
        try {
            return List.of(EventJson.mapper().readValue(json, StudyMetadata.Series[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored list of series cannot be read", e);
        }
    }

    private static String json(Object value) {
        try {
            return EventJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of plain values has no JSON form", e);
        }
    }
}
