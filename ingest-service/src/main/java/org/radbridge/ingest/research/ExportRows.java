package org.radbridge.ingest.research;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.ingest.keys.WrappedKey;
import org.radbridge.ingest.storage.ObjectId;
import org.radbridge.ingest.storage.SealedObject;

/** The table of exports, and the instances that they read. */
@ApplicationScoped
class ExportRows {
    private static final String ADD =
            """
            INSERT INTO research_export (id, project, options, studies, created_by) VALUES ($1, $2, $3, $4, $5)
            """;
    private static final String FIND =
            """
            SELECT id, project, options, state, created_at, created_by, finished_at, studies, studies_done, exported,
                refused
            FROM research_export WHERE id = $1
            """;
    private static final String PROGRESS =
            """
            UPDATE research_export SET state = $2, studies_done = $3, exported = $4, refused = $5,
                finished_at = CASE WHEN $2 = 'RUNNING' THEN NULL ELSE now() END
            WHERE id = $1
            """;
    private static final String INSTANCES =
            """
            SELECT i.object_id, i.object_key, p.issuer, p.value
            FROM study s
            JOIN patient p ON p.id = s.patient_id
            JOIN instance i ON i.study_id = s.id AND i.stored_at BETWEEN s.first_stored_at AND s.last_stored_at
            WHERE s.study_instance_uid = $1
            ORDER BY i.series_id, i.instance_number NULLS LAST, i.instance_id
            """;

    /** What an export is to hold. */
    record Order(ResearchExport export, List<String> studies) {}

    /** An instance to copy. */
    record Source(SealedObject object, PatientIdentifier patient) {}

    private final Pool pool;

    ExportRows(Pool pool) {
        this.pool = pool;
    }

    Uni<Order> add(String project, List<String> options, List<String> studies, String by) {
        UUID id = UUID.randomUUID();
        Tuple row =
                Tuple.of(
                        id,
                        project,
                        options.toArray(String[]::new),
                        studies.toArray(String[]::new),
                        by);
        return pool.preparedQuery(ADD)
                .execute(row)
                .chain(() -> find(id))
                .map(Optional::orElseThrow);
    }

    Uni<Optional<Order>> find(UUID id) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(id))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(ExportRows::order)
                                .findFirst());
    }

    Uni<Void> progress(UUID id, String state, int studiesDone, long exported, long refused) {
        return pool.preparedQuery(PROGRESS)
                .execute(Tuple.of(id, state, studiesDone, exported, refused))
                .replaceWithVoid();
    }

    Uni<List<Source>> instances(String study) {
        return pool.preparedQuery(INSTANCES)
                .execute(Tuple.of(study))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(ExportRows::source)
                                .toList());
    }

    private static Source source(Row row) {
        return new Source(
                new SealedObject(
                        new ObjectId(row.getUUID(0)), new WrappedKey(row.get(Buffer.class, 1))),
                new PatientIdentifier(row.getString(2), row.getString(3)));
    }

    private static Order order(Row row) {
        OffsetDateTime finishedAt = row.getOffsetDateTime(6);
        List<String> studies = List.of(row.getArrayOfStrings(7));
        return new Order(
                new ResearchExport(
                        row.getUUID(0),
                        row.getString(1),
                        List.of(row.getArrayOfStrings(2)),
                        row.getString(3),
                        row.getOffsetDateTime(4).toInstant(),
                        row.getString(5),
                        finishedAt == null ? null : finishedAt.toInstant(),
                        studies.size(),
                        row.getInteger(8),
                        row.getLong(9),
                        row.getLong(10)),
                studies);
    }
}
