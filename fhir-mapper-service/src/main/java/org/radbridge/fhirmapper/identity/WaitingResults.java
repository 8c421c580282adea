package org.radbridge.fhirmapper.identity;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.kit.work.WorkItem;
import org.radbridge.kit.work.WorkPriority;
import org.radbridge.kit.work.WorkQueue;
import org.radbridge.kit.work.WorkRequest;

/**
 * Results of patients that no feed has told of yet. The work that would write one is kept, and goes
 * on when the feed tells of the patient or an operator lets it.
 */
@ApplicationScoped
public class WaitingResults {
    private static final String PUT =
            """
            INSERT INTO waiting_result
                (work, study_instance_uid, revision, patient, kind, work_key, priority, payload)
            VALUES (CAST(?1 AS text), CAST(?2 AS text), CAST(?3 AS integer), CAST(?4 AS text),
                CAST(?5 AS text), CAST(?6 AS text), CAST(?7 AS smallint), CAST(?8 AS text))
            ON CONFLICT (work) DO NOTHING
            """;
    private static final String RELEASE =
            """
            DELETE FROM waiting_result WHERE %s = CAST(?1 AS text)
            RETURNING work, kind, work_key, priority, payload
            """;
    private static final String ALLOWED =
            """
            INSERT INTO waiting_result_released (study_instance_uid) VALUES (CAST(?1 AS text))
            ON CONFLICT DO NOTHING
            """;
    private static final String IS_ALLOWED =
            """
            SELECT count(*) FROM waiting_result_released
            WHERE study_instance_uid = CAST(?1 AS text)
            """;
    private static final String LIST =
            """
            SELECT study_instance_uid, revision, patient,
                CAST(extract(epoch FROM since) * 1000 AS bigint) AS since
            FROM waiting_result ORDER BY since, work
            """;

    private final PatientDirectory directory;
    private final WorkQueue queue;
    private final IdentityConfig config;

    public WaitingResults(PatientDirectory directory, WorkQueue queue, IdentityConfig config) {
        this.directory = directory;
        this.queue = queue;
        this.config = config;
    }

    /** Whether a study's result has to wait for its patient to become known. */
    public Uni<Boolean> mustWait(
            Mutiny.Session session, PatientIdentifier patient, String studyInstanceUid) {
        if (!config.isFed(patient.issuer())) {
            return Uni.createFrom().item(false);
        }
        return directory
                .isKnown(session, patient)
                .chain(known ->
                        known
                                ? Uni.createFrom().item(false)
                                : session.createNativeQuery(IS_ALLOWED, Long.class)
                                        .setParameter(1, studyInstanceUid)
                                        .getSingleResult()
                                        .map(allowed -> allowed == 0));
    }

    /** Keeps the work that has to wait. */
    public Uni<Void> put(
            Mutiny.Session session,
            WorkItem work,
            PatientIdentifier patient,
            String studyInstanceUid,
            int revision) {
        return session.createNativeQuery(PUT)
                .setParameter(1, work.dedupeId())
                .setParameter(2, studyInstanceUid)
                .setParameter(3, revision)
                .setParameter(4, patient.key())
                .setParameter(5, work.kind())
                .setParameter(6, work.key())
                .setParameter(7, (short) work.priority().ordinal())
                .setParameter(8, work.payload())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Those that wait, the oldest first. */
    public Uni<List<WaitingResult>> waiting(Mutiny.Session session, int limit) {
        return session.createNativeQuery(LIST, Object[].class)
                .setMaxResults(limit)
                .getResultList()
                .map(rows ->
                        rows.stream()
                                .map(row ->
                                        new WaitingResult(
                                                (String) row[0],
                                                ((Number) row[1]).intValue(),
                                                (String) row[2],
                                                Instant.ofEpochMilli(
                                                        ((Number) row[3]).longValue())))
                                .toList());
    }

    /**
     * Lets a study's result go on with what its images say of the patient.
     *
     * @return whether one was waiting
     */
    public Uni<Boolean> allow(Mutiny.Session session, String studyInstanceUid) {
        return session.createNativeQuery(ALLOWED)
                .setParameter(1, studyInstanceUid)
                .executeUpdate()
                .chain(() -> release(session, "study_instance_uid", studyInstanceUid));
    }

    /** The patient is known: what waited for it goes on. */
    Uni<Void> release(Mutiny.Session session, String patient) {
        return release(session, "patient", patient).replaceWithVoid();
    }

    private Uni<Boolean> release(Mutiny.Session session, String column, String value) {
        return session.createNativeQuery(RELEASE.formatted(column), Object[].class)
                .setParameter(1, value)
                .getResultList()
                .chain(rows -> enqueue(session, rows.iterator()).replaceWith(!rows.isEmpty()));
    }

    private Uni<Void> enqueue(Mutiny.Session session, Iterator<Object[]> rows) {
        if (!rows.hasNext()) {
            return Uni.createFrom().voidItem();
        }
        Object[] row = rows.next();
        WorkRequest request =
                new WorkRequest(
                        (String) row[1],
                        (String) row[2],
                        WorkPriority.values()[((Number) row[3]).intValue()],
                        null,
                        row[0] + " joined",
                        (String) row[4]);
        return queue.enqueue(session, request).chain(() -> enqueue(session, rows));
    }
}
