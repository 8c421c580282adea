package org.radbridge.fhirmapper.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.ResultState;

/** Resources as the service itself needs them: whole, whoever they are about. */
@ApplicationScoped
public class StudyResources {
    private static final String OF_STUDY =
            """
            SELECT type, id, signed, ordinal, CAST(body AS text) AS json FROM fhir_resource
            WHERE study_instance_uid = CAST(?1 AS text) AND type IN ('Observation', 'Task')
            """;

    /** A row that is not there yet cannot be locked: its name is. */
    private static final String LOCK =
            "SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(?1, 0))";

    private static final String ONE =
            """
            SELECT type, id, signed, ordinal, CAST(body AS text) AS json FROM fhir_resource
            WHERE type = CAST(?1 AS text) AND id = CAST(?2 AS text)
            FOR UPDATE
            """;

    /**
     * A resource that is there.
     *
     * @param state whether its result is signed
     * @param ordinal of the fact it was mapped from
     * @param json its JSON, with version
     */
    public record Present(String type, String id, ResultState state, int ordinal, String json) {}

    /** The Observations and Tasks of a study. */
    public Uni<List<Present>> ofStudy(Mutiny.Session session, String studyInstanceUid) {
        return session.createNativeQuery(OF_STUDY, Object[].class)
                .setParameter(1, studyInstanceUid)
                .getResultList()
                .map(rows -> rows.stream().map(StudyResources::present).toList());
    }

    /** A resource, or its absence, locked until the session's transaction ends. */
    public Uni<Optional<Present>> locked(Mutiny.Session session, String type, String id) {
        return session.createNativeQuery(LOCK, Object.class)
                .setParameter(1, type + "/" + id)
                .getSingleResult()
                .chain(() -> one(session, type, id));
    }

    private static Uni<Optional<Present>> one(Mutiny.Session session, String type, String id) {
        return session.createNativeQuery(ONE, Object[].class)
                .setParameter(1, type)
                .setParameter(2, id)
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(StudyResources::present));
    }

    private static Present present(Object[] row) {
        return new Present(
                (String) row[0],
                (String) row[1],
                (Boolean) row[2] ? ResultState.SIGNED : ResultState.UNSIGNED,
                ((Number) row[3]).intValue(),
                (String) row[4]);
    }
}
