package org.radbridge.fhirmapper.identity;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.PatientIdentifier;

/** Which patient an identifier means today, and what the feeds have told of it. */
@ApplicationScoped
public class PatientDirectory {
    private static final String LOCK =
            "SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(?1, 1))";
    private static final String LOCK_SHARED =
            "SELECT 1 FROM pg_advisory_xact_lock_shared(hashtextextended(?1, 1))";
    private static final String SURVIVOR =
            "SELECT issuer, value FROM patient_merge WHERE merged = CAST(?1 AS text)";
    private static final String TOLD =
            """
            INSERT INTO feed_time AS f (resource, recorded_at)
            VALUES (CAST(?1 AS text), CAST(?2 AS timestamptz))
            ON CONFLICT (resource) DO UPDATE SET recorded_at = excluded.recorded_at
            WHERE f.recorded_at <= excluded.recorded_at
            """;
    private static final String KNOWN =
            "SELECT count(*) FROM feed_time WHERE resource = CAST(?1 AS text)";
    private static final String MERGED =
            """
            INSERT INTO patient_merge (merged, survivor, issuer, value, recorded_at)
            VALUES (CAST(?1 AS text), CAST(?2 AS text), CAST(?3 AS text), CAST(?4 AS text),
                CAST(?5 AS timestamptz))
            ON CONFLICT (merged) DO UPDATE SET survivor = excluded.survivor,
                issuer = excluded.issuer, value = excluded.value,
                recorded_at = excluded.recorded_at
            """;
    private static final String FORWARD =
            """
            UPDATE patient_merge SET survivor = CAST(?2 AS text), issuer = CAST(?3 AS text),
                value = CAST(?4 AS text)
            WHERE survivor = CAST(?1 AS text)
            """;

    /** The patient that an identifier means: its own, or the one that it was merged into. */
    public Uni<PatientIdentifier> resolve(Mutiny.Session session, PatientIdentifier patient) {
        return session.createNativeQuery(SURVIVOR, Object[].class)
                .setParameter(1, patient.key())
                .getResultList()
                .map(rows ->
                        rows.stream()
                                .findFirst()
                                .map(row -> new PatientIdentifier((String) row[0], (String) row[1]))
                                .orElse(patient));
    }

    /**
     * As {@link #resolve}, and nobody merges or orders for that patient before the session's
     * transaction ends.
     */
    public Uni<PatientIdentifier> resolveShared(Mutiny.Session session, PatientIdentifier patient) {
        return lock(session, LOCK_SHARED, patient)
                .chain(() -> resolve(session, patient))
                .call(found ->
                        found.equals(patient)
                                ? Uni.createFrom().voidItem()
                                : lock(session, LOCK_SHARED, found));
    }

    /** As {@link #resolveShared}, for one who is to change what is known of the patient. */
    public Uni<PatientIdentifier> resolveLocked(Mutiny.Session session, PatientIdentifier patient) {
        return lock(session, LOCK, patient)
                .chain(() -> resolve(session, patient))
                .call(found ->
                        found.equals(patient)
                                ? Uni.createFrom().voidItem()
                                : lock(session, LOCK, found));
    }

    /**
     * Notes when something was said of a resource.
     *
     * @return false when something newer was said before
     */
    public Uni<Boolean> isNews(Mutiny.Session session, String resource, Instant recorded) {
        return session.createNativeQuery(TOLD)
                .setParameter(1, resource)
                .setParameter(2, recorded.atOffset(ZoneOffset.UTC))
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /** Whether a feed has told of a patient. */
    Uni<Boolean> isKnown(Mutiny.Session session, PatientIdentifier patient) {
        return session.createNativeQuery(KNOWN, Long.class)
                .setParameter(1, resource(patient))
                .getSingleResult()
                .map(count -> count > 0);
    }

    /** Notes a merge; those that were merged into the merged one go on to the survivor. */
    Uni<Void> merged(Mutiny.Session session, PatientMerge merge, PatientIdentifier survivor) {
        return session.createNativeQuery(MERGED)
                .setParameter(1, merge.merged().key())
                .setParameter(2, survivor.key())
                .setParameter(3, survivor.issuer())
                .setParameter(4, survivor.value())
                .setParameter(5, merge.recorded().atOffset(ZoneOffset.UTC))
                .executeUpdate()
                .chain(() ->
                        session.createNativeQuery(FORWARD)
                                .setParameter(1, merge.merged().key())
                                .setParameter(2, survivor.key())
                                .setParameter(3, survivor.issuer())
                                .setParameter(4, survivor.value())
                                .executeUpdate())
                .replaceWithVoid();
    }

    static String resource(PatientIdentifier patient) {
        return "Patient/" + patient.key();
    }

    private static Uni<Void> lock(
            Mutiny.Session session, String statement, PatientIdentifier patient) {
        return session.createNativeQuery(statement, Object.class)
                .setParameter(1, resource(patient))
                .getSingleResult()
                .replaceWithVoid();
    }
}
