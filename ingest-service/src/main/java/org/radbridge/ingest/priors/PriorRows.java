package org.radbridge.ingest.priors;

import io.smallrye.mutiny.Uni;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.contracts.PriorStudy.Availability;
import org.radbridge.contracts.SeriesSummary;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.json.BulkDataResolver;
import org.radbridge.dicom.json.DicomJson;

/** The statements about priors. All run in the caller's transaction. */
final class PriorRows {
    private static final String SUBJECT =
            """
            SELECT p.issuer, p.value, p.birth_date, p.sex, s.study_date,
                (SELECT string_agg(DISTINCT e.modality, ' ') FROM series e WHERE e.study_id = s.id),
                (SELECT string_agg(e.body_part, ' ') FROM series e WHERE e.study_id = s.id),
                concat_ws(' ', s.description, (SELECT string_agg(concat_ws(' ', e.description, e.protocol), ' ')
                    FROM series e WHERE e.study_id = s.id)),
                (SELECT i.metadata FROM instance i
                    WHERE i.study_id = s.id AND i.stored_at BETWEEN s.first_stored_at AND s.last_stored_at
                    ORDER BY i.stored_at LIMIT 1)
            FROM study s JOIN patient p ON p.id = s.patient_id
            WHERE s.study_instance_uid = ?1
            """;

    /** A study that was or is being fetched is found with the archive that it came from. */
    private static final String IN_INDEX =
            """
            SELECT s.study_instance_uid, coalesce(f.source, 'index'), p.issuer, p.value, s.study_date,
                (SELECT string_agg(DISTINCT e.modality, ' ') FROM series e WHERE e.study_id = s.id),
                (SELECT string_agg(e.body_part, ' ') FROM series e WHERE e.study_id = s.id),
                concat_ws(' ', s.description, (SELECT string_agg(concat_ws(' ', e.description, e.protocol), ' ')
                    FROM series e WHERE e.study_id = s.id))
            FROM patient p JOIN study s ON s.patient_id = p.id
            LEFT JOIN prior_fetch f ON f.study_instance_uid = s.study_instance_uid
            WHERE p.key = ANY(CAST(string_to_array(?1, ' ') AS uuid[])) AND s.study_instance_uid <> ?2
                AND (s.state = 'CLOSED' OR s.state = 'PRIOR' AND f.state = 'STORED')
            """;

    private static final String FOUND_ELSEWHERE =
            """
            SELECT x.prior_study_uid, x.source, p.issuer, p.value, x.study_date, x.modalities, x.regions, f.state
            FROM study_prior x JOIN study s ON s.study_instance_uid = x.study_instance_uid
            JOIN patient p ON p.id = s.patient_id
            JOIN prior_fetch f ON f.study_instance_uid = x.prior_study_uid
            WHERE x.study_instance_uid = ?1 AND f.state <> 'STORED'
            """;
    private static final String ADD_PATIENT =
            """
            INSERT INTO patient (issuer, value, key, name, birth_date, sex)
            SELECT ?2, ?3, CAST(CAST(?4 AS text) AS uuid), p.name, p.birth_date, p.sex
            FROM study s JOIN patient p ON p.id = s.patient_id WHERE s.study_instance_uid = ?1
            ON CONFLICT (issuer, value) DO NOTHING
            """;
    private static final String ADD_STUDY =
            """
            INSERT INTO study (study_instance_uid, patient_id, study_date, state, close_due_at)
            SELECT ?1, p.id, CAST(?4 AS text), 'PRIOR', now() FROM patient p WHERE p.issuer = ?2 AND p.value = ?3
            ON CONFLICT (study_instance_uid) DO NOTHING
            """;
    private static final String ADD_FETCH =
            """
            INSERT INTO prior_fetch (study_instance_uid, source, state)
            SELECT study_instance_uid, ?2, 'PENDING' FROM study WHERE study_instance_uid = ?1 AND state = 'PRIOR'
            ON CONFLICT (study_instance_uid) DO UPDATE SET source = excluded.source, state = 'PENDING'
                WHERE prior_fetch.state = 'UNAVAILABLE'
            """;
    private static final String ADD_PRIOR =
            """
            INSERT INTO study_prior (study_instance_uid, prior_study_uid, source, study_date, modalities, regions)
            VALUES (?1, ?2, ?3, CAST(?4 AS text), ?5, ?6)
            ON CONFLICT (study_instance_uid, prior_study_uid) DO NOTHING
            """;
    private static final String END_FETCH =
            """
            UPDATE prior_fetch SET state = ?2, ended_at = clock_timestamp() WHERE study_instance_uid = ?1
            """;
    private static final String PENDING =
            """
            SELECT f.study_instance_uid, f.source FROM prior_fetch f
            JOIN study_prior x ON x.prior_study_uid = f.study_instance_uid AND x.source = f.source
            WHERE x.study_instance_uid = ?1 AND f.state = 'PENDING' ORDER BY x.study_date DESC NULLS LAST
            """;
    private static final String ASK =
            """
            INSERT INTO prior_search (study_instance_uid) VALUES (?1) ON CONFLICT DO NOTHING
            """;
    private static final String READY =
            """
            UPDATE prior_search SET ready_at = coalesce(ready_at, clock_timestamp()) WHERE study_instance_uid = ?1
            RETURNING state, CAST(extract(epoch FROM ready_at) * 1000000 AS bigint)
            """;
    private static final String END_SEARCH =
            """
            UPDATE prior_search SET state = ?2, ended_at = clock_timestamp() WHERE study_instance_uid = ?1
            """;
    private static final String SERIES =
            """
            SELECT s.study_instance_uid, e.series_instance_uid, e.modality, e.body_part,
                string_agg(DISTINCT i.sop_class_uid, ' '), count(*)
            FROM study s JOIN series e ON e.study_id = s.id
            JOIN instance i ON i.series_id = e.id AND i.stored_at BETWEEN e.first_stored_at AND e.last_stored_at
            WHERE s.study_instance_uid = ANY(string_to_array(?1, ' '))
            GROUP BY s.study_instance_uid, e.id ORDER BY e.series_number NULLS LAST, e.id
            """;

    private final Mutiny.Session session;

    PriorRows(Mutiny.Session session) {
        this.session = session;
    }

    /** A search that is not over, since when the study waits for nothing else. */
    record Search(boolean over, Instant readyAt) {}

    /** A prior that is to be fetched. */
    record Pending(String studyInstanceUid, String source) {}

    Uni<Optional<Subject>> subject(String studyInstanceUid) {
        return session.createNativeQuery(SUBJECT, Object[].class)
                .setParameter(1, studyInstanceUid)
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(row -> subject(studyInstanceUid, row)));
    }

    private static Subject subject(String uid, Object[] row) {
        List<PatientIdentifier> patients = new ArrayList<>();
        patients.add(new PatientIdentifier(row[0].toString(), row[1].toString()));
        otherIdentifiers(text(row[8])).stream()
                .filter(other -> !patients.contains(other))
                .forEach(patients::add);
        return new Subject(
                uid,
                patients,
                text(row[2]),
                text(row[3]),
                date(text(row[4])),
                words(row[5]),
                regions(text(row[6]), text(row[7])));
    }

    /** Other Patient IDs Sequence (0010,1002); one without an issuer tells nothing. */
    private static List<PatientIdentifier> otherIdentifiers(@Nullable String metadata) {
        if (metadata == null) {
            return List.of();
        }
        // bulk data is of no interest here, wherever it is
        DataSet dataSet = DicomJson.read(metadata, BulkDataResolver.LEAVE_OUT);
        List<PatientIdentifier> others = new ArrayList<>();
        for (DataSet item : dataSet.items(Tag.OtherPatientIDsSequence)) {
            Optional<String> issuer = item.string(Tag.IssuerOfPatientID).map(String::strip);
            Optional<String> value = item.string(Tag.PatientID).map(String::strip);
            if (issuer.isPresent() && value.isPresent()) {
                others.add(new PatientIdentifier(issuer.get(), value.get()));
            }
        }
        return others;
    }

    /** What this archive has of the same patient. */
    Uni<List<Candidate>> inIndex(Subject subject) {
        String keys =
                subject.patients().stream()
                        .map(PatientIdentifier::key)
                        .collect(Collectors.joining(" "));
        return session.createNativeQuery(IN_INDEX, Object[].class)
                .setParameter(1, keys)
                .setParameter(2, subject.studyInstanceUid())
                .getResultList()
                .map(rows -> rows.stream().map(PriorRows::stored).toList());
    }

    private static Candidate stored(Object[] row) {
        return new Candidate(
                row[0].toString(),
                row[1].toString(),
                new PatientIdentifier(row[2].toString(), row[3].toString()),
                date(text(row[4])),
                words(row[5]),
                regions(text(row[6]), text(row[7])),
                Availability.STORED);
    }

    /** What other archives have, and is not here. */
    Uni<List<Candidate>> foundElsewhere(String studyInstanceUid) {
        return session.createNativeQuery(FOUND_ELSEWHERE, Object[].class)
                .setParameter(1, studyInstanceUid)
                .getResultList()
                .map(rows ->
                        rows.stream()
                                .map(row ->
                                        new Candidate(
                                                row[0].toString(),
                                                row[1].toString(),
                                                new PatientIdentifier(
                                                        row[2].toString(), row[3].toString()),
                                                date(text(row[4])),
                                                words(row[5]),
                                                words(row[6]).stream()
                                                        .map(BodyRegion::valueOf)
                                                        .collect(Collectors.toSet()),
                                                Availability.valueOf(row[7].toString())))
                                .toList());
    }

    /** Keeps what an archive has: a study row of its own, that no instance can open or close. */
    Uni<Void> add(Subject subject, Candidate candidate) {
        PatientIdentifier patient = candidate.patient();
        String day = dicomDate(candidate.date());
        return execute(
                        ADD_PATIENT,
                        subject.studyInstanceUid(),
                        patient.issuer(),
                        patient.value(),
                        patient.key())
                .chain(() ->
                        execute(
                                ADD_STUDY,
                                candidate.studyInstanceUid(),
                                patient.issuer(),
                                patient.value(),
                                day))
                .chain(() -> execute(ADD_FETCH, candidate.studyInstanceUid(), candidate.source()))
                .chain(() ->
                        execute(
                                ADD_PRIOR,
                                subject.studyInstanceUid(),
                                candidate.studyInstanceUid(),
                                candidate.source(),
                                day,
                                String.join(" ", candidate.modalities()),
                                candidate.regions().stream()
                                        .map(BodyRegion::name)
                                        .collect(Collectors.joining(" "))));
    }

    Uni<List<Pending>> pending(String studyInstanceUid) {
        return session.createNativeQuery(PENDING, Object[].class)
                .setParameter(1, studyInstanceUid)
                .getResultList()
                .map(rows ->
                        rows.stream()
                                .map(row -> new Pending(row[0].toString(), row[1].toString()))
                                .toList());
    }

    Uni<Void> endFetch(String priorStudyUid, Availability state) {
        return execute(END_FETCH, priorStudyUid, state.name());
    }

    /** Begins a search; false when there is one. */
    Uni<Boolean> ask(String studyInstanceUid) {
        return session.createNativeQuery(ASK)
                .setParameter(1, studyInstanceUid)
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /** Notes that the study waits for nothing else; empty when nothing was searched. */
    Uni<Optional<Search>> ready(String studyInstanceUid) {
        return session.createNativeQuery(READY, Object[].class)
                .setParameter(1, studyInstanceUid)
                .getResultList()
                .map(rows ->
                        rows.stream()
                                .findFirst()
                                .map(row ->
                                        new Search(
                                                !row[0].toString().equals("SEARCHING"),
                                                Instant.EPOCH.plus(
                                                        ((Number) row[1]).longValue(),
                                                        ChronoUnit.MICROS))));
    }

    Uni<Void> endSearch(String studyInstanceUid, boolean done) {
        return execute(END_SEARCH, studyInstanceUid, done ? "DONE" : "FAILED");
    }

    /** The stored series of studies, as pairs of study UID and series. */
    Uni<List<StoredSeries>> series(Collection<String> studyInstanceUids) {
        if (studyInstanceUids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return session.createNativeQuery(SERIES, Object[].class)
                .setParameter(1, String.join(" ", studyInstanceUids))
                .getResultList()
                .map(rows ->
                        rows.stream()
                                .map(row ->
                                        new StoredSeries(
                                                row[0].toString(),
                                                new SeriesSummary(
                                                        row[1].toString(),
                                                        row[2].toString(),
                                                        text(row[3]),
                                                        Arrays.asList(row[4].toString().split(" ")),
                                                        ((Number) row[5]).intValue(),
                                                        null)))
                                .toList());
    }

    /** A series and its study. */
    record StoredSeries(String studyInstanceUid, SeriesSummary series) {}

    private Uni<Void> execute(String sql, @Nullable String... parameters) {
        var query = session.createNativeQuery(sql);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        return query.executeUpdate().replaceWithVoid();
    }

    /** The body part, and only where it tells nothing the descriptions. */
    private static Set<BodyRegion> regions(@Nullable String bodyPart, @Nullable String described) {
        Set<BodyRegion> regions = BodyRegion.in(bodyPart);
        return regions.isEmpty() ? BodyRegion.in(described) : regions;
    }

    private static Set<String> words(@Nullable Object value) {
        return value == null || value.toString().isBlank()
                ? Set.of()
                : Set.copyOf(Arrays.asList(value.toString().strip().split(" +")));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** VR DA; what is no date counts as unknown. */
    static @Nullable LocalDate date(@Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    static @Nullable String dicomDate(@Nullable LocalDate date) {
        return date == null ? null : date.format(DateTimeFormatter.BASIC_ISO_DATE);
    }
}
