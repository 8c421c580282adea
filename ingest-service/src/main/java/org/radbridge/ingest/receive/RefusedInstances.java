package org.radbridge.ingest.receive;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The list of instances that were not taken: nothing fails silently. */
@ApplicationScoped
public class RefusedInstances {
    private static final Logger LOG = Logger.getLogger(RefusedInstances.class);

    private static final String INSERT =
            """
            INSERT INTO refused_instance (id, door, sender, reason, detail, study_instance_uid, series_instance_uid,
                sop_instance_uid, sop_class_uid)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """;
    private static final String NEWEST =
            """
            SELECT id, refused_at, door, sender, reason, detail, study_instance_uid, series_instance_uid,
                sop_instance_uid, sop_class_uid
            FROM refused_instance ORDER BY refused_at DESC, id LIMIT $1
            """;

    private final Pool pool;
    private final MeterRegistry metrics;

    public RefusedInstances(Pool pool, MeterRegistry metrics) {
        this.pool = pool;
        this.metrics = metrics;
    }

    /**
     * Notes a refusal. Does not fail: without a database, the log alone tells of it.
     *
     * @return the record's id; null when there is none
     */
    Uni<@Nullable UUID> record(Sender sender, Refusal refusal, InstanceIdentifiers identifiers) {
        String door = sender.door().wireName();
        String reason = refusal.reason().id();
        metrics.counter("radbridge.instances.refused", "door", door, "reason", reason).increment();
        LOG.warnf(
                "%s: from %s by %s, instance %s of study %s: %s",
                reason,
                sender.name(),
                door,
                identifiers.sopInstanceUid(),
                identifiers.studyInstanceUid(),
                refusal.detail());
        UUID id = UUID.randomUUID();
        Tuple row =
                Tuple.from(
                        new Object[] {
                            id,
                            door,
                            sender.name(),
                            reason,
                            refusal.detail(),
                            identifiers.studyInstanceUid(),
                            identifiers.seriesInstanceUid(),
                            identifiers.sopInstanceUid(),
                            identifiers.sopClassUid()
                        });
        return pool.preparedQuery(INSERT)
                .execute(row)
                .<@Nullable UUID>map(_ -> id)
                .onFailure()
                .invoke(failure -> LOG.errorf("refusal not recorded: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    /** The newest refusals first. */
    public Uni<List<RefusedInstance>> newest(int limit) {
        return pool.preparedQuery(NEWEST)
                .execute(Tuple.of(limit))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(RefusedInstances::refused)
                                .toList());
    }

    private static RefusedInstance refused(Row row) {
        return new RefusedInstance(
                row.getUUID(0),
                row.getOffsetDateTime(1).toInstant(),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9));
    }
}
