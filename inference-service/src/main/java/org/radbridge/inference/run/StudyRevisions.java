package org.radbridge.inference.run;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.kit.database.Database;

/** Which revision of a study is the newest that was closed: older ones are not worth running. */
@ApplicationScoped
public class StudyRevisions {
    private static final String NOTE =
            """
            INSERT INTO inference_study (study_uid, newest_revision) VALUES (?1, ?2)
            ON CONFLICT (study_uid) DO UPDATE SET changed_at = clock_timestamp(),
                newest_revision = GREATEST(inference_study.newest_revision, excluded.newest_revision)
            """;
    private static final String NEWEST =
            "SELECT newest_revision FROM inference_study WHERE study_uid = ?1";

    private final Database database;

    public StudyRevisions(Database database) {
        this.database = database;
    }

    /** Notes a closed revision; returns the newest one before, 0 for none. */
    Uni<Integer> note(Mutiny.Session session, String studyInstanceUid, int revision) {
        return newest(session, studyInstanceUid)
                .call(() ->
                        session.createNativeQuery(NOTE)
                                .setParameter(1, studyInstanceUid)
                                .setParameter(2, revision)
                                .executeUpdate());
    }

    /** The newest closed revision, 0 for none. */
    Uni<Integer> newest(String studyInstanceUid) {
        return database.inSession(session -> newest(session, studyInstanceUid));
    }

    private static Uni<Integer> newest(Mutiny.Session session, String studyInstanceUid) {
        return session.createNativeQuery(NEWEST, Integer.class)
                .setParameter(1, studyInstanceUid)
                .getResultList()
                .map((List<Integer> found) -> found.isEmpty() ? 0 : found.getFirst());
    }
}
