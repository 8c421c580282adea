package org.radbridge.ingest.index;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.radbridge.ingest.index.IndexException.IndexFailure;

/**
 * Adds instances to the index. The result comes after the commit. Instances of one study go through
 * one lane, so that within a process they never contend for it.
 */
@ApplicationScoped
public class InstanceIndex {
    private static final int RETRIES = 3;

    private final Pool pool;
    private final Duration firstLook;
    private final List<IndexLane> lanes;

    public InstanceIndex(
            Pool pool,
            IndexConfig config,
            @ConfigProperty(name = "radbridge.study.first-look", defaultValue = "PT1S")
                    Duration firstLook) {
        this.pool = pool;
        this.firstLook = firstLook;
        this.lanes =
                IntStream.range(0, config.lanes())
                        .mapToObj(lane -> new IndexLane(config.batch(), this::write))
                        .toList();
    }

    /**
     * Adds an instance whose bytes are durable. Fails with an {@link IndexException}; then whether
     * it is indexed is not known, and its bytes must stay.
     */
    public Uni<Registration> add(IndexEntry entry) {
        return lanes.get(Math.floorMod(entry.studyInstanceUid().hashCode(), lanes.size()))
                .add(entry);
    }

    private Uni<List<Registration>> write(List<IndexEntry> entries) {
        IndexBatch batch = new IndexBatch(firstLook, entries);
        return Uni.createFrom()
                .deferred(() -> batch.write(pool))
                .onFailure(InstanceIndex::isWorthAnotherAttempt)
                .retry()
                .atMost(RETRIES);
    }

    /** A deadlock with another replica, or a study that was removed meanwhile: class 40. */
    private static boolean isWorthAnotherAttempt(Throwable failure) {
        return failure instanceof PgException sql && sql.getSqlState().startsWith("40");
    }

    /** Whether the database as a whole is unwell, rather than this entry: classes 08, 53 and 57. */
    static boolean isOutage(Throwable failure) {
        if (!(failure instanceof PgException sql)) {
            return true;
        }
        String state = sql.getSqlState();
        return state.startsWith("08") || state.startsWith("53") || state.startsWith("57");
    }

    static IndexException translated(Throwable failure) {
        IndexFailure kind =
                isOutage(failure) ? IndexFailure.INDEX_UNAVAILABLE : IndexFailure.INDEX_REFUSED;
        String detail =
                failure instanceof PgException sql
                        ? "SQL state " + sql.getSqlState()
                        : failure.getClass().getSimpleName();
        return new IndexException(kind, detail, failure);
    }
}
