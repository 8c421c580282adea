package org.radbridge.ingest.testing;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/** What studies and series keep about their instances, compared with the instances themselves. */
public final class InstanceCounts {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** One statement sees one state of the archive, whatever is written meanwhile. */
    private static final String WRONG =
            """
            SELECT 'study ' || s.study_instance_uid FROM study s
            LEFT JOIN (SELECT study_id, count(*) AS n, min(stored_at) AS first, max(stored_at) AS last
                FROM instance GROUP BY study_id) AS i ON i.study_id = s.id
            WHERE s.instances <> coalesce(i.n, 0) OR i.n > 0 AND (s.first_stored_at <= i.first
                AND s.last_stored_at >= i.last) IS NOT TRUE
            UNION ALL
            SELECT 'series ' || e.series_instance_uid FROM series e
            LEFT JOIN (SELECT series_id, count(*) AS n, min(stored_at) AS first, max(stored_at) AS last
                FROM instance GROUP BY series_id) AS i ON i.series_id = e.id
            WHERE e.instances <> coalesce(i.n, 0) OR i.n > 0 AND (e.first_stored_at <= i.first
                AND e.last_stored_at >= i.last) IS NOT TRUE
            """;

    private InstanceCounts() {}

    /** The studies and series of the whole archive that tell something else than their rows. */
    public static List<String> wrong(Pool pool) {
        return StreamSupport.stream(
                        pool.query(WRONG).execute().await().atMost(PATIENCE).spliterator(), false)
                .map((Row row) -> row.getString(0))
                .toList();
    }
}
