package org.radbridge.ingest.study;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.ingest.routing.SeriesFacts;
import org.radbridge.kit.database.Database;

/** Reads stored studies, to try rules on them. */
@ApplicationScoped
public class ArchivedStudies {
    /** Bounds what one statement returns: a study has at most some hundred series. */
    private static final int CHUNK = 50;

    private static final String NEWEST_CLOSED =
            """
            SELECT id, study_instance_uid FROM study WHERE state = 'CLOSED' ORDER BY opened_at DESC, id DESC LIMIT ?1
            """;
    private static final String ONE =
            "SELECT id, study_instance_uid FROM study WHERE study_instance_uid = ?1";

    private final Database database;
    private final StudySeries series;

    ArchivedStudies(Database database, StudySeries series) {
        this.database = database;
        this.series = series;
    }

    /** The studies that were opened last and are closed, the newest first. */
    public Uni<List<ArchivedStudy>> newest(int limit) {
        return database.inSession(session ->
                session.createNativeQuery(NEWEST_CLOSED, Object[].class)
                        .setParameter(1, limit)
                        .getResultList()
                        .chain(rows -> withSeries(session, rows)));
    }

    /** One study. */
    public Uni<Optional<ArchivedStudy>> find(String studyInstanceUid) {
        return database.inSession(session ->
                session.createNativeQuery(ONE, Object[].class)
                        .setParameter(1, studyInstanceUid)
                        .getResultList()
                        .chain(rows -> withSeries(session, rows))
                        .map(found -> found.stream().findFirst()));
    }

    private Uni<List<ArchivedStudy>> withSeries(Mutiny.Session session, List<Object[]> rows) {
        Uni<List<ArchivedStudy>> done = Uni.createFrom().item(ArrayList::new);
        for (int from = 0; from < rows.size(); from += CHUNK) {
            List<Object[]> chunk = rows.subList(from, Math.min(from + CHUNK, rows.size()));
            done = done.call(all -> add(session, chunk, all));
        }
        return done;
    }

    private Uni<Void> add(
            Mutiny.Session session, List<Object[]> rows, List<ArchivedStudy> studies) {
        List<Long> ids = rows.stream().map(row -> ((Number) row[0]).longValue()).toList();
        return series.of(session, ids)
                .invoke((Map<Long, List<SeriesFacts>> facts) -> {
                    for (int i = 0; i < ids.size(); i++) {
                        studies.add(
                                new ArchivedStudy(
                                        rows.get(i)[1].toString(),
                                        facts.getOrDefault(ids.get(i), List.of())));
                    }
                })
                .replaceWithVoid();
    }
}
