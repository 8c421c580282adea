package org.radbridge.fhirmapper.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.EventJson;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.dicom.json.DicomJson;
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
                issued = excluded.issued,
                replaced_sr = COALESCE(r.sr_instance_uid, r.replaced_sr),
                sr_instance_uid = NULL, sr_confirmed_at = NULL
            WHERE r.revision <= excluded.revision
            """;

    private static final String GET =
            """
            SELECT event, header, series, replaced_sr,
                CAST(extract(epoch FROM issued) * 1000 AS bigint) AS issued
            FROM study_result
            WHERE study_instance_uid = CAST(?1 AS text)
            """;

    private static final String CONFIRM =
            """
            UPDATE study_result
            SET sr_instance_uid = CAST(?2 AS text), sr_confirmed_at = CAST(?3 AS timestamptz)
            WHERE study_instance_uid = CAST(?1 AS text) AND revision = CAST(?4 AS integer)
            """;

    /**
     * A study's result.
     *
     * @param event the models' answers
     * @param study the study's DICOM metadata
     * @param issued when the answers came
     * @param replacedSr SOP Instance UID of the structured report in the PACS that this result's
     *     report replaces
     */
    public record StudyResult(
            InferenceCompleted event,
            StudyMetadata study,
            Instant issued,
            Optional<String> replacedSr) {}

    /**
     * Notes a result, unless that of a later revision is there.
     *
     * @return whether it was noted
     */
    public Uni<Boolean> put(Mutiny.Session session, StudyResult result) {
        InferenceCompleted event = result.event();
        return session.createNativeQuery(PUT)
                .setParameter(1, event.studyInstanceUid())
                .setParameter(2, event.revision())
                .setParameter(3, event.urgency().name())
                .setParameter(4, LocalDate.ofInstant(result.issued(), ZoneOffset.UTC))
                .setParameter(5, json(presentLabels(event)))
                .setParameter(6, EventJson.write(event))
                .setParameter(7, DicomJson.write(result.study().header()))
                .setParameter(8, json(result.study().series()))
                .setParameter(9, result.issued().atOffset(ZoneOffset.UTC))
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /** The result that is shown for a study. */
    public Uni<Optional<StudyResult>> find(Mutiny.Session session, String studyInstanceUid) {
        return session.createNativeQuery(GET, Object[].class)
                .setParameter(1, studyInstanceUid)
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(StudyResults::result));
    }

    /** Notes that the PACS holds the structured report of a revision. */
    public Uni<Void> confirm(
            Mutiny.Session session,
            String studyInstanceUid,
            int revision,
            String srInstanceUid,
            Instant at) {
        return session.createNativeQuery(CONFIRM)
                .setParameter(1, studyInstanceUid)
                .setParameter(2, srInstanceUid)
                .setParameter(3, at.atOffset(ZoneOffset.UTC))
                .setParameter(4, revision)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static StudyResult result(Object[] row) {
        return new StudyResult(
                EventJson.read((String) row[0], InferenceCompleted.class),
                new StudyMetadata(DicomJson.read((String) row[1]), series((String) row[2])),
                Instant.ofEpochMilli(((Number) row[4]).longValue()),
                Optional.ofNullable((String) row[3]));
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
