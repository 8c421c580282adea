package org.radbridge.ingest.evidence;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.ingest.evidence.EvidenceReport.Subject;

/** The statements about evidence. All run in the caller's transaction. */
public final class EvidenceRows {
    private static final String PUT =
            """
            INSERT INTO study_evidence (kind, evidence_key, reported_by, state, study_instance_uid, accession_number,
                patient_key, expected_instances, expected_series)
            VALUES (?1, ?2, ?3, ?4, CAST(?5 AS text), CAST(?6 AS text), CAST(CAST(?7 AS text) AS uuid),
                CAST(CAST(?8 AS text) AS integer), CAST(CAST(?9 AS text) AS integer))
            ON CONFLICT (kind, evidence_key, study_instance_uid, accession_number) DO UPDATE SET
                reported_by = excluded.reported_by, state = excluded.state, reported_at = clock_timestamp(),
                patient_key = excluded.patient_key, expected_instances = excluded.expected_instances,
                expected_series = excluded.expected_series, spent = false
            RETURNING id
            """;
    private static final String CLEAR_SERIES =
            "DELETE FROM study_evidence_series WHERE evidence_id = ?1";
    private static final String ADD_SERIES =
            """
            INSERT INTO study_evidence_series (evidence_id, series_instance_uid, instances, sop_instance_uids)
            VALUES (?1, ?2, ?3, string_to_array(?4, ' '))
            ON CONFLICT (evidence_id, series_instance_uid) DO NOTHING
            """;

    /** An open study is looked at at once, now that there is something to see. */
    private static final String WAKE =
            """
            WITH held AS (
                SELECT id FROM study
                WHERE state = 'OPEN'
                    AND (study_instance_uid = CAST(?1 AS text) OR accession_number = CAST(?2 AS text))
                ORDER BY id FOR NO KEY UPDATE)
            UPDATE study SET close_due_at = clock_timestamp() WHERE id IN (SELECT id FROM held)
            """;

    private static final String OF_STUDY =
            """
            SELECT e.id, e.kind, e.evidence_key, e.reported_by, e.state,
                CAST(extract(epoch FROM e.reported_at) * 1000000 AS bigint), e.spent, e.expected_instances,
                e.expected_series
            FROM study_evidence e
            WHERE e.study_instance_uid = ?1
            UNION ALL
            SELECT e.id, e.kind, e.evidence_key, e.reported_by, e.state,
                CAST(extract(epoch FROM e.reported_at) * 1000000 AS bigint), e.spent, e.expected_instances,
                e.expected_series
            FROM study s JOIN patient p ON p.id = s.patient_id
            JOIN study_evidence e ON e.accession_number = s.accession_number AND e.study_instance_uid IS NULL
                AND (e.patient_key IS NULL OR e.patient_key = p.key)
            WHERE s.study_instance_uid = ?1
            ORDER BY 1
            """;

    /** Named instances are looked up; of a series without names the stored ones are counted. */
    private static final String SERIES_OF_STUDY =
            """
            SELECT x.evidence_id, x.series_instance_uid, x.instances,
                CASE WHEN cardinality(x.sop_instance_uids) > 0 THEN
                    (SELECT count(*) FROM unnest(x.sop_instance_uids) AS named(uid)
                        LEFT JOIN instance_identity i ON i.sop_instance_uid = named.uid AND i.study_id = s.id
                        WHERE i.sop_instance_uid IS NULL)
                ELSE greatest(0, x.instances - (SELECT coalesce(sum(r.instances), 0) FROM series r
                        WHERE r.study_id = s.id AND r.series_instance_uid = x.series_instance_uid))
                END
            FROM study_evidence_series x, study s
            WHERE x.evidence_id = ANY(CAST(string_to_array(?2, ' ') AS bigint[])) AND s.study_instance_uid = ?1
            ORDER BY x.series_instance_uid
            """;

    private static final String STORED =
            """
            SELECT s.instances, (SELECT count(*) FROM series e WHERE e.study_id = s.id)
            FROM study s WHERE s.study_instance_uid = ?1
            """;
    private static final String SPEND =
            "UPDATE study_evidence SET spent = true WHERE id = ANY(CAST(string_to_array(?1, ' ') AS bigint[]))";

    private final Mutiny.Session session;

    public EvidenceRows(Mutiny.Session session) {
        this.session = session;
    }

    /** Adds evidence, in the place of what the same source said before. */
    Uni<Void> put(EvidenceReport report) {
        String study = null;
        String accession = null;
        UUID patient = null;
        switch (report.subject()) {
            case Subject.Study(String uid) -> study = uid;
            case Subject.Order(String number, var identifier) -> {
                accession = number;
                patient = identifier == null ? null : UUID.fromString(identifier.key());
            }
        }
        return session.createNativeQuery(PUT, Object.class)
                .setParameter(1, report.kind().name())
                .setParameter(2, report.key())
                .setParameter(3, report.reportedBy())
                .setParameter(4, report.state().name())
                .setParameter(5, study)
                .setParameter(6, accession)
                .setParameter(7, patient == null ? null : patient.toString())
                .setParameter(8, text(report.expectedInstances()))
                .setParameter(9, text(report.expectedSeries()))
                .getSingleResult()
                .chain(id -> putSeries(((Number) id).longValue(), report.series()))
                .chain(wake(study, accession));
    }

    private java.util.function.Supplier<Uni<? extends Void>> wake(
            @Nullable String study, @Nullable String accession) {
        return () ->
                session.createNativeQuery(WAKE)
                        .setParameter(1, study)
                        .setParameter(2, accession)
                        .executeUpdate()
                        .replaceWithVoid();
    }

    private Uni<Void> putSeries(long evidence, List<ExpectedSeries> series) {
        Uni<Void> done =
                session.createNativeQuery(CLEAR_SERIES)
                        .setParameter(1, evidence)
                        .executeUpdate()
                        .replaceWithVoid();
        for (ExpectedSeries expected : series) {
            done =
                    done.chain(() ->
                            session.createNativeQuery(ADD_SERIES)
                                    .setParameter(1, evidence)
                                    .setParameter(2, expected.seriesInstanceUid())
                                    .setParameter(3, expected.instances())
                                    .setParameter(4, String.join(" ", expected.sopInstanceUids()))
                                    .executeUpdate()
                                    .replaceWithVoid());
        }
        return done;
    }

    /** All evidence about a study, the oldest first. */
    public Uni<List<Evidence>> of(String studyInstanceUid) {
        return session.createNativeQuery(OF_STUDY, Object[].class)
                .setParameter(1, studyInstanceUid)
                .getResultList()
                .chain(rows ->
                        rows.isEmpty()
                                ? Uni.createFrom().item(List.of())
                                : counted(studyInstanceUid, rows));
    }

    private Uni<List<Evidence>> counted(String studyInstanceUid, List<Object[]> rows) {
        return session.createNativeQuery(SERIES_OF_STUDY, Object[].class)
                .setParameter(1, studyInstanceUid)
                .setParameter(2, ids(rows.stream().map(row -> number(row[0])).toList()))
                .getResultList()
                .chain(named ->
                        session.createNativeQuery(STORED, Object[].class)
                                .setParameter(1, studyInstanceUid)
                                .getSingleResult()
                                .map(stored -> evidence(rows, named, stored)));
    }

    private static List<Evidence> evidence(
            List<Object[]> rows, List<Object[]> named, Object[] stored) {
        Map<Long, List<Evidence.Series>> series = new HashMap<>();
        for (Object[] row : named) {
            series.computeIfAbsent(number(row[0]), _ -> new ArrayList<>())
                    .add(
                            new Evidence.Series(
                                    row[1].toString(), (int) number(row[2]), (int) number(row[3])));
        }
        return rows.stream()
                .map(row ->
                        evidence(
                                row,
                                series.getOrDefault(number(row[0]), List.of()),
                                number(stored[0]),
                                number(stored[1])))
                .toList();
    }

    private static Evidence evidence(
            Object[] row, List<Evidence.Series> series, long storedInstances, long storedSeries) {
        int expected = series.stream().mapToInt(Evidence.Series::expected).sum();
        int missing = series.stream().mapToInt(Evidence.Series::missing).sum();
        if (row[7] != null) {
            int total = (int) number(row[7]);
            expected = Math.max(expected, total);
            missing = Math.max(missing, (int) Math.max(0, total - storedInstances));
        }
        if (row[8] != null) {
            // a series that is not here yet lacks at least one instance
            int total = (int) number(row[8]);
            missing = Math.max(missing, (int) Math.max(0, total - storedSeries));
        }
        return new Evidence(
                number(row[0]),
                EvidenceKind.valueOf(row[1].toString()),
                row[2].toString(),
                row[3].toString(),
                EvidenceState.valueOf(row[4].toString()),
                Instant.EPOCH.plus(number(row[5]), ChronoUnit.MICROS),
                (Boolean) row[6],
                expected,
                missing,
                series);
    }

    /** Notes that a close rests on this evidence. */
    public Uni<Void> spend(Collection<Evidence> evidence) {
        if (evidence.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(SPEND)
                .setParameter(1, ids(evidence.stream().map(Evidence::id).toList()))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static String ids(List<Long> ids) {
        return String.join(" ", ids.stream().map(id -> Long.toString(id)).toList());
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    private static @Nullable String text(@Nullable Integer value) {
        return value == null ? null : value.toString();
    }
}
