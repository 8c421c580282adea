package org.radbridge.ingest.repair;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.json.BulkDataResolver;
import org.radbridge.dicom.json.DicomJson;

/**
 * What the first instance of each study says. A study is looked up once in a while only: what was
 * found is kept for some minutes, so that the instances of a series cost one query.
 *
 * <p>Of a study that is not there yet, the first instance that asks is taken for the first, until
 * it is stored or {@link #forget forgotten}. Two replicas that receive the first two instances of a
 * study in the same moment may each take theirs for the first.
 */
@ApplicationScoped
class FirstInstances {
    private static final int CAPACITY = 10_000;
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final String FIRST =
            """
            SELECT i.metadata FROM study s
            JOIN instance i ON i.study_id = s.id AND i.stored_at BETWEEN s.first_stored_at AND s.last_stored_at
            WHERE s.study_instance_uid = $1 ORDER BY i.stored_at LIMIT 1
            """;

    private record Known(DataSet facts, Instant until) {}

    private final Pool pool;
    private final Map<String, Known> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
                    return size() > CAPACITY;
                }
            };

    FirstInstances(Pool pool) {
        this.pool = pool;
    }

    /** The facts of the study's first instance; those given when there is none before it. */
    Uni<DataSet> firstOf(String study, DataSet facts, StudyConsistency consistency) {
        DataSet before = get(study);
        if (before != null) {
            return Uni.createFrom().item(before);
        }
        return pool.preparedQuery(FIRST)
                .execute(Tuple.of(study))
                .map(rows -> putIfAbsent(study, stored(rows, consistency, facts)));
    }

    private static DataSet stored(
            RowSet<Row> rows, StudyConsistency consistency, DataSet otherwise) {
        return rows.size() == 0
                ? otherwise
                : consistency.of(
                        DicomJson.read(
                                rows.iterator().next().getString(0), BulkDataResolver.LEAVE_OUT));
    }

    private synchronized @Nullable DataSet get(String study) {
        Known found = known.get(study);
        return found == null || found.until().isBefore(Instant.now()) ? null : found.facts();
    }

    private synchronized DataSet putIfAbsent(String study, DataSet facts) {
        DataSet before = get(study);
        if (before != null) {
            return before;
        }
        known.put(study, new Known(facts, Instant.now().plus(KEPT)));
        return facts;
    }

    /** The next instance looks again, if these facts were the first. */
    synchronized void forget(String study, DataSet facts) {
        if (facts.equals(get(study))) {
            known.remove(study);
        }
    }
}
