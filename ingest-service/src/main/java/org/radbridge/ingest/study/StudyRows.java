package org.radbridge.ingest.study;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.ingest.routing.SeriesFacts;

/** The statements by which a study changes its state. All run in the caller's transaction. */
final class StudyRows {
    private static final String STUDY =
            """
            SELECT s.id, s.study_instance_uid, s.state, s.revision,
                CAST(extract(epoch FROM s.opened_at) * 1000000 AS bigint),
                CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint),
                p.issuer, p.value, s.accession_number, s.description
            FROM study s JOIN patient p ON p.id = s.patient_id
            """;

    /** FOR UPDATE, since that alone keeps out the FOR KEY SHARE of those who add instances. */
    private static final String NEXT_DUE =
            STUDY
                    + """
                    WHERE s.state = 'OPEN' AND s.close_due_at <= clock_timestamp()
                    ORDER BY s.close_due_at LIMIT 1 FOR UPDATE OF s SKIP LOCKED
                    """;

    private static final String BY_UID = STUDY + "WHERE s.study_instance_uid = ?1 FOR UPDATE OF s";

    private static final String LAST_INSTANCE =
            """
            SELECT CAST(extract(epoch FROM max(stored_at)) * 1000000 AS bigint)
            FROM instance WHERE study_id = ?1 AND stored_at >= timestamptz 'epoch' + ?2 * interval '1 microsecond'
            """;

    private static final String POSTPONE =
            """
            UPDATE study SET close_due_at = timestamptz 'epoch' + ?2 * interval '1 microsecond'
            WHERE id = ?1
            """;

    private static final String POSTPONE_ALL_ACTIVE =
            """
            WITH held AS (
                SELECT id FROM study WHERE state = 'OPEN' AND study_instance_uid = ANY(string_to_array(?1, ' '))
                ORDER BY id FOR NO KEY UPDATE)
            UPDATE study SET close_due_at = greatest(close_due_at, now() + ?2 * interval '1 millisecond')
            WHERE id IN (SELECT id FROM held)
            """;

    private static final String SERIES =
            """
            SELECT e.series_instance_uid, e.modality, e.body_part, e.protocol, e.description, e.station, e.calling_ae,
                e.priority, string_agg(DISTINCT i.sop_class_uid, ' '), count(*)
            FROM series e JOIN instance i ON i.series_id = e.id
            WHERE e.study_id = ?1
            GROUP BY e.id ORDER BY e.series_number NULLS LAST, e.id
            """;

    private static final String CLOSE =
            "UPDATE study SET state = 'CLOSED', revision = ?2 WHERE id = ?1";

    private static final String ADD_REVISION =
            """
            INSERT INTO study_revision (study_id, revision, opened_at, closed_at, close_reason, urgent, routes, progress)
            SELECT id, ?2, opened_at, timestamptz 'epoch' + ?3 * interval '1 microsecond', ?4, ?5, ?6, ?7
            FROM study WHERE id = ?1
            """;

    private final Mutiny.Session session;

    StudyRows(Mutiny.Session session) {
        this.session = session;
    }

    /** The study whose deadline came first, unless others work on all that are due. */
    Uni<Optional<LockedStudy>> lockNextDue() {
        return session.createNativeQuery(NEXT_DUE, Object[].class)
                .getResultList()
                .map(StudyRows::firstStudy);
    }

    /** A study by its UID; waits for those who hold it. */
    Uni<Optional<LockedStudy>> lock(String studyInstanceUid) {
        return session.createNativeQuery(BY_UID, Object[].class)
                .setParameter(1, studyInstanceUid)
                .getResultList()
                .map(StudyRows::firstStudy);
    }

    private static Optional<LockedStudy> firstStudy(List<Object[]> rows) {
        return rows.stream()
                .findFirst()
                .map(row ->
                        new LockedStudy(
                                ((Number) row[0]).longValue(),
                                row[1].toString(),
                                StudyState.valueOf(row[2].toString()),
                                ((Number) row[3]).intValue(),
                                Micros.instant(row[4]),
                                Micros.instant(row[5]),
                                new PatientIdentifier(row[6].toString(), row[7].toString()),
                                text(row[8]),
                                text(row[9])));
    }

    /** When the latest instance of the revision was stored; its opening when there is none. */
    Uni<Instant> lastInstanceAt(LockedStudy study) {
        return session.createNativeQuery(LAST_INSTANCE, Object.class)
                .setParameter(1, study.id())
                .setParameter(2, Micros.of(study.openedAt()))
                .getSingleResultOrNull()
                .map(micros -> micros == null ? study.openedAt() : Micros.instant(micros));
    }

    Uni<Void> postpone(LockedStudy study, Instant until) {
        return session.createNativeQuery(POSTPONE)
                .setParameter(1, study.id())
                .setParameter(2, Micros.of(until))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Keeps studies open that instances are arriving for, also for the other replicas. */
    Uni<Void> postponeAll(Iterable<String> studyInstanceUids, Duration quietPeriod) {
        return session.createNativeQuery(POSTPONE_ALL_ACTIVE)
                .setParameter(1, String.join(" ", studyInstanceUids))
                .setParameter(2, quietPeriod.toMillis())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** What is known of the study's series, its instances counted. */
    Uni<List<SeriesFacts>> series(LockedStudy study) {
        return session.createNativeQuery(SERIES, Object[].class)
                .setParameter(1, study.id())
                .getResultList()
                .map(rows -> rows.stream().map(row -> facts(row, study.description())).toList());
    }

    private static SeriesFacts facts(Object[] row, @Nullable String studyDescription) {
        return new SeriesFacts(
                row[0].toString(),
                row[1].toString(),
                text(row[2]),
                text(row[3]),
                text(row[4]),
                studyDescription,
                text(row[5]),
                text(row[6]),
                Arrays.asList(row[8].toString().split(" ")),
                ((Number) row[9]).intValue(),
                text(row[7]));
    }

    Uni<Void> close(
            LockedStudy study,
            CloseReason reason,
            boolean urgent,
            String routes,
            Progress progress) {
        return session.createNativeQuery(CLOSE)
                .setParameter(1, study.id())
                .setParameter(2, study.revision())
                .executeUpdate()
                .chain(() ->
                        session.createNativeQuery(ADD_REVISION)
                                .setParameter(1, study.id())
                                .setParameter(2, study.revision())
                                .setParameter(3, Micros.of(study.now()))
                                .setParameter(4, reason.wireName())
                                .setParameter(5, urgent)
                                .setParameter(6, routes)
                                .setParameter(7, progress.name())
                                .executeUpdate())
                .replaceWithVoid();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
