package org.radbridge.ingest.study;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.PatientIdentifier;

/** The statements by which a study changes its state. All run in the caller's transaction. */
final class StudyRows {
    private static final String STUDY =
            """
            SELECT s.id, s.study_instance_uid, s.state, s.revision,
                CAST(extract(epoch FROM s.opened_at) * 1000000 AS bigint),
                CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint),
                p.issuer, p.value, s.accession_number, s.description,
                coalesce(s.receiving_until > clock_timestamp() AND CAST(s.receiving_by AS text) <> ?1, false),
                coalesce(r.withheld, false)
            FROM study s JOIN patient p ON p.id = s.patient_id
            LEFT JOIN study_revision r ON r.study_id = s.id AND r.revision = s.revision
            """;

    /** FOR UPDATE, since that alone keeps out the FOR KEY SHARE of those who add instances. */
    private static final String NEXT_DUE =
            STUDY
                    + """
                    WHERE s.state = 'OPEN' AND s.close_due_at <= clock_timestamp()
                    ORDER BY s.close_due_at LIMIT 1 FOR UPDATE OF s SKIP LOCKED
                    """;

    private static final String BY_UID = STUDY + "WHERE s.study_instance_uid = ?2 FOR UPDATE OF s";

    private static final String LAST_INSTANCE =
            """
            SELECT CAST(extract(epoch FROM last_stored_at) * 1000000 AS bigint)
            FROM study WHERE id = ?1 AND last_stored_at >= timestamptz 'epoch' + ?2 * interval '1 microsecond'
            """;

    private static final String POSTPONE =
            """
            UPDATE study SET close_due_at = timestamptz 'epoch' + ?2 * interval '1 microsecond', waiting_for = CAST(?3 AS text),
                missing_instances = ?4
            WHERE id = ?1
            """;

    /** The nil UUID stands for several processes, so that none takes the lease for its own. */
    private static final String RENEW_LEASES =
            """
            WITH held AS (
                SELECT id FROM study WHERE state = 'OPEN' AND study_instance_uid = ANY(string_to_array(?1, ' '))
                ORDER BY id FOR NO KEY UPDATE)
            UPDATE study SET receiving_until = clock_timestamp() + ?2 * interval '1 millisecond',
                receiving_by = CAST(CASE WHEN receiving_until > clock_timestamp() AND CAST(receiving_by AS text) <> ?3
                    THEN '00000000-0000-0000-0000-000000000000' ELSE ?3 END AS uuid)
            WHERE id IN (SELECT id FROM held)
            """;

    private static final String CLOSE =
            "UPDATE study SET state = 'CLOSED', revision = ?2, waiting_for = NULL, missing_instances = 0 WHERE id = ?1";

    private static final String ADD_REVISION =
            """
            INSERT INTO study_revision (study_id, revision, opened_at, closed_at, close_reason, urgent, routes, progress,
                close_delay_ms, missing_instances, withheld)
            SELECT id, ?2, opened_at, timestamptz 'epoch' + ?3 * interval '1 microsecond', ?4, ?5, ?6, ?7, ?8, ?9, ?10
            FROM study WHERE id = ?1
            """;

    private final Mutiny.Session session;
    private final UUID process;

    /**
     * @param process names this process among the replicas
     */
    StudyRows(Mutiny.Session session, UUID process) {
        this.session = session;
        this.process = process;
    }

    /** The study whose deadline came first, unless others work on all that are due. */
    Uni<Optional<LockedStudy>> lockNextDue() {
        return session.createNativeQuery(NEXT_DUE, Object[].class)
                .setParameter(1, process.toString())
                .getResultList()
                .map(StudyRows::firstStudy);
    }

    /** A study by its UID; waits for those who hold it. */
    Uni<Optional<LockedStudy>> lock(String studyInstanceUid) {
        return session.createNativeQuery(BY_UID, Object[].class)
                .setParameter(1, process.toString())
                .setParameter(2, studyInstanceUid)
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
                                (Boolean) row[10],
                                (Boolean) row[11],
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

    Uni<Void> postpone(LockedStudy study, Instant until, @Nullable Waiting waiting, int missing) {
        return session.createNativeQuery(POSTPONE)
                .setParameter(1, study.id())
                .setParameter(2, Micros.of(until))
                .setParameter(3, waiting == null ? null : waiting.wireName())
                .setParameter(4, missing)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Tells the other replicas that instances of these studies are arriving here. */
    Uni<Void> renewLeases(Iterable<String> studyInstanceUids, Duration lease) {
        return session.createNativeQuery(RENEW_LEASES)
                .setParameter(1, String.join(" ", studyInstanceUids))
                .setParameter(2, lease.toMillis())
                .setParameter(3, process.toString())
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Void> close(LockedStudy study, RevisionRow revision) {
        return session.createNativeQuery(CLOSE)
                .setParameter(1, study.id())
                .setParameter(2, study.revision())
                .executeUpdate()
                .chain(() ->
                        session.createNativeQuery(ADD_REVISION)
                                .setParameter(1, study.id())
                                .setParameter(2, study.revision())
                                .setParameter(3, Micros.of(study.now()))
                                .setParameter(4, revision.reason().wireName())
                                .setParameter(5, revision.urgent())
                                .setParameter(6, revision.routes())
                                .setParameter(7, revision.progress().name())
                                .setParameter(8, revision.closeDelayMillis())
                                .setParameter(9, revision.missing())
                                .setParameter(10, revision.withheld())
                                .executeUpdate())
                .replaceWithVoid();
    }

    /**
     * What is kept of a close.
     *
     * @param routes the chosen models as JSON
     * @param withheld whether something was kept from the models
     */
    record RevisionRow(
            CloseReason reason,
            boolean urgent,
            String routes,
            Progress progress,
            long closeDelayMillis,
            int missing,
            boolean withheld) {}

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
