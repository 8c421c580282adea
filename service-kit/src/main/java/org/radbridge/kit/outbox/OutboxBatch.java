package org.radbridge.kit.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.radbridge.kit.outbox.OutboxProducer.Sent;

/**
 * Publishes the oldest rows of the outbox. Each send is awaited; the rows are deleted after the
 * broker has them. If the process ends in between, the same events are published again with the
 * same ids, which consumers pass over.
 *
 * <p>Records of one key go one after the other, up to the first failure; those of different keys
 * together: first the oldest of each key, then the next of each.
 */
@ApplicationScoped
class OutboxBatch {
    static final int LIMIT = 200;

    private static final String SELECT =
            """
            SELECT position, topic, message_key, headers, body FROM kit_outbox
            ORDER BY urgent DESC, position LIMIT $1
            """;

    /**
     * Does not wait for the disk: a deletion that a power cut undoes only publishes the same events
     * again. The setting ends with the statement's own transaction.
     */
    private static final String DELETE =
            """
            WITH unforced AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true) AS setting)
            DELETE FROM kit_outbox USING unforced
            WHERE position = ANY ($1) AND unforced.setting = 'off'
            """;

    private final OutboxProducer producer;

    OutboxBatch(OutboxProducer producer) {
        this.producer = producer;
    }

    /**
     * What became of a batch.
     *
     * @param read rows that were read
     * @param failure why some were not sent; empty when all were
     */
    record Result(int read, Optional<Throwable> failure) {}

    /**
     * Publishes up to {@link #LIMIT} rows. The connection holds the lock that makes this replica
     * the only one that does.
     */
    Uni<Result> publish(SqlConnection connection) {
        return connection
                .preparedQuery(SELECT)
                .execute(Tuple.of(LIMIT))
                .chain(rows -> {
                    List<OutboxRecord> records = new ArrayList<>();
                    for (Row row : rows) {
                        records.add(OutboxRecord.of(row));
                    }
                    return records.isEmpty()
                            ? Uni.createFrom().item(new Result(0, Optional.empty()))
                            : send(connection, records);
                });
    }

    private Uni<Result> send(SqlConnection connection, List<OutboxRecord> records) {
        Sending sending = new Sending(records);
        return sendNext(sending)
                .chain(() ->
                        connection.preparedQuery(DELETE).execute(Tuple.of(sending.acknowledged())))
                .map(_ -> new Result(records.size(), Optional.ofNullable(sending.failure)));
    }

    private Uni<Void> sendNext(Sending sending) {
        List<OutboxRecord> next = sending.next();
        return next.isEmpty()
                ? Uni.createFrom().voidItem()
                : producer.send(next).invoke(sending::sent).chain(() -> sendNext(sending));
    }

    /** How far a batch has come. */
    private static final class Sending {
        private final Map<OutboxRecord.Order, Queue<OutboxRecord>> waiting = new LinkedHashMap<>();
        private final List<Long> acknowledged = new ArrayList<>();
        private @Nullable Throwable failure;

        Sending(List<OutboxRecord> records) {
            records.forEach(record ->
                    waiting.computeIfAbsent(record.order(), _ -> new ArrayDeque<>()).add(record));
        }

        /** The oldest record of each key that has one; none of which waits for another. */
        List<OutboxRecord> next() {
            List<OutboxRecord> next = waiting.values().stream().map(Queue::remove).toList();
            waiting.values().removeIf(Collection::isEmpty);
            return next;
        }

        void sent(List<Sent> results) {
            for (Sent result : results) {
                result.failure()
                        .ifPresentOrElse(
                                why -> {
                                    failure = why;
                                    waiting.remove(result.record().order());
                                },
                                () -> acknowledged.add(result.record().position()));
            }
        }

        Long[] acknowledged() {
            return acknowledged.toArray(Long[]::new);
        }
    }
}
