package org.radbridge.ingest.study;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads how far studies have come. */
@ApplicationScoped
public class StudyList {
    private static final String SELECT =
            """
            SELECT s.study_instance_uid, s.state, s.revision, s.opened_at, r.closed_at, r.close_reason, r.urgent, r.routes,
                r.failures, r.progress,
                ARRAY(SELECT DISTINCT e.modality FROM series e WHERE e.study_id = s.id ORDER BY e.modality),
                s.instances,
                r.close_delay_ms, CASE WHEN s.state = 'OPEN' THEN s.waiting_for END,
                CASE WHEN s.state = 'OPEN' THEN s.missing_instances ELSE coalesce(r.missing_instances, 0) END
            FROM study s JOIN patient p ON p.id = s.patient_id
            LEFT JOIN study_revision r ON r.study_id = s.id AND r.revision = s.revision AND s.state = 'CLOSED'
            WHERE ($1::uuid IS NULL OR p.key = $1)
            """;
    private static final String NEWEST =
            SELECT
                    + """
                    AND ($2::text IS NULL OR s.state = $2) AND ($3::text IS NULL OR r.progress = $3)
                    ORDER BY s.opened_at DESC, s.id DESC LIMIT $4
                    """;
    private static final String WITHHELD =
            SELECT + "AND r.withheld ORDER BY r.closed_at DESC, s.id DESC LIMIT $2";
    private static final String ONE = SELECT + "AND s.study_instance_uid = $2";

    private final Pool pool;

    StudyList(Pool pool) {
        this.pool = pool;
    }

    /**
     * The newest studies first.
     *
     * @param onlyPatient the key of the one patient whom the caller may see; null for everybody
     * @param state only those in this state; null for any
     * @param progress only closed ones that have come this far; null for any
     */
    public Uni<List<StudySummary>> newest(
            @Nullable UUID onlyPatient,
            @Nullable StudyState state,
            @Nullable Progress progress,
            int limit) {
        return pool.preparedQuery(NEWEST)
                .execute(
                        Tuple.of(
                                onlyPatient,
                                state == null ? null : state.name(),
                                progress == null ? null : progress.name(),
                                limit))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(StudyList::summary)
                                .toList());
    }

    /** Closed studies of which something is kept from the models, the latest close first. */
    public Uni<List<StudySummary>> withheld(@Nullable UUID onlyPatient, int limit) {
        return pool.preparedQuery(WITHHELD)
                .execute(Tuple.of(onlyPatient, limit))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(StudyList::summary)
                                .toList());
    }

    /** One study, if there is one of this UID that the caller may see. */
    public Uni<Optional<StudySummary>> find(@Nullable UUID onlyPatient, String studyInstanceUid) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(onlyPatient, studyInstanceUid))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(StudyList::summary)
                                .findFirst());
    }

    private static StudySummary summary(Row row) {
        StudyState state = StudyState.valueOf(row.getString(1));
        return new StudySummary(
                row.getString(0),
                state,
                progress(state, row.getString(9)),
                row.getInteger(2),
                List.of(row.getArrayOfStrings(10)),
                row.getInteger(11),
                row.getOffsetDateTime(3).toInstant(),
                instant(row.getOffsetDateTime(4)),
                row.getString(5),
                row.getLong(12),
                row.getString(13),
                row.getInteger(14),
                row.getBoolean(6),
                row.getString(7),
                row.getString(8));
    }

    private static Progress progress(StudyState state, @Nullable String ofRevision) {
        return switch (state) {
            case OPEN -> Progress.RECEIVING;
            case PRIOR -> Progress.PRIOR;
            case CLOSED -> ofRevision == null ? Progress.RECEIVING : Progress.valueOf(ofRevision);
        };
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime value) {
        return value == null ? null : value.toInstant();
    }
}
