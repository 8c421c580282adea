package org.radbridge.ingest.retention;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;

/** Finds the studies whose time is over, page by page in the order in which they were received. */
@ApplicationScoped
public class DueStudies {
    private static final int ROWS_AT_A_TIME = 200;

    private static final String PAGE =
            """
            SELECT s.id, s.study_instance_uid, s.opened_at,
                ARRAY(SELECT DISTINCT e.modality FROM series e WHERE e.study_id = s.id),
                ARRAY(SELECT DISTINCT e.calling_ae FROM series e WHERE e.study_id = s.id AND e.calling_ae IS NOT NULL),
                coalesce(r.progress, s.state)
            FROM study s LEFT JOIN study_revision r ON r.study_id = s.id AND r.revision = s.revision
            WHERE s.state IN ('CLOSED', 'PRIOR') AND s.opened_at < $1 AND (s.opened_at, s.id) > ($2, $3)
                AND NOT EXISTS (
                    SELECT 1 FROM legal_hold h
                    WHERE h.study_instance_uid = s.study_instance_uid AND h.released_at IS NULL)
            ORDER BY s.opened_at, s.id LIMIT $4
            """;

    private final Pool pool;

    DueStudies(Pool pool) {
        this.pool = pool;
    }

    /** A study whose time is over, and by which rule. */
    @RegisterForReflection
    public record Due(String studyInstanceUid, Instant receivedAt, String rule) {}

    private record Place(Instant openedAt, long id) {}

    Multi<Due> over(RetentionRules rules, Instant now) {
        Optional<Instant> latest = rules.latestOver(now);
        if (latest.isEmpty()) {
            return Multi.createFrom().empty();
        }
        AtomicReference<Place> after = new AtomicReference<>(new Place(Instant.EPOCH, 0));
        return Multi.createBy()
                .repeating()
                .uni(() -> page(latest.get(), after))
                .whilst(page -> page.size() == ROWS_AT_A_TIME)
                .onItem()
                .<StudyFacts>disjoint()
                .onItem()
                .transformToMultiAndConcatenate(study ->
                        Multi.createFrom()
                                .iterable(
                                        rules.over(study, now).stream()
                                                .map(rule -> due(study, rule))
                                                .toList()));
    }

    private static Due due(StudyFacts study, RetentionRule rule) {
        return new Due(study.studyInstanceUid(), study.receivedAt(), rule.name());
    }

    private Uni<List<StudyFacts>> page(Instant latest, AtomicReference<Place> after) {
        Place place = Objects.requireNonNull(after.get());
        return pool.preparedQuery(PAGE)
                .execute(
                        Tuple.of(
                                latest.atOffset(ZoneOffset.UTC),
                                place.openedAt().atOffset(ZoneOffset.UTC),
                                place.id(),
                                ROWS_AT_A_TIME))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .peek(row ->
                                        after.set(
                                                new Place(
                                                        row.getOffsetDateTime(2).toInstant(),
                                                        row.getLong(0))))
                                .map(DueStudies::facts)
                                .toList());
    }

    private static StudyFacts facts(Row row) {
        return new StudyFacts(
                row.getString(1),
                row.getOffsetDateTime(2).toInstant(),
                Set.of(row.getArrayOfStrings(3)),
                Set.of(row.getArrayOfStrings(4)),
                row.getString(5));
    }
}
