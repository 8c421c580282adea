package org.radbridge.ingest.repair;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.StreamSupport;
import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.data.Element;

/** Studies whose instances do not agree: which attributes, how often; never the values. */
@ApplicationScoped
class StudyDifferences {
    private static final String RECORD =
            """
            INSERT INTO study_difference (study_instance_uid, tag, keyword, coerced)
            SELECT $1, t.tag, t.keyword, $4 FROM unnest($2::text[], $3::text[]) AS t(tag, keyword) ORDER BY t.tag
            ON CONFLICT (study_instance_uid, tag) DO UPDATE SET
                instances = study_difference.instances + 1, last_at = now(), coerced = EXCLUDED.coerced
            """;
    private static final String NEWEST =
            """
            SELECT study_instance_uid, tag, keyword, coerced, instances, first_at, last_at
            FROM study_difference ORDER BY last_at DESC, study_instance_uid, tag LIMIT $1
            """;

    private final Pool pool;

    StudyDifferences(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> record(String study, List<Element> different, boolean coerced) {
        String[] tags =
                different.stream()
                        .map(element -> Dictionary.format(element.tag()))
                        .toArray(String[]::new);
        String[] keywords =
                different.stream()
                        .map(element -> Dictionary.keyword(element.tag()).orElse(""))
                        .toArray(String[]::new);
        return pool.preparedQuery(RECORD)
                .execute(Tuple.of(study, tags, keywords, coerced))
                .replaceWithVoid();
    }

    Uni<List<StudyDifference>> newest(int limit) {
        return pool.preparedQuery(NEWEST)
                .execute(Tuple.of(limit))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(StudyDifferences::difference)
                                .toList());
    }

    private static StudyDifference difference(Row row) {
        return new StudyDifference(
                row.getString(0),
                row.getString(1),
                row.getString(2),
                row.getBoolean(3),
                row.getLong(4),
                row.getOffsetDateTime(5).toInstant(),
                row.getOffsetDateTime(6).toInstant());
    }
}
