package org.radbridge.kit.outbox;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the oldest rows of the outbox. Each send is awaited; the rows are deleted after the
 * broker has them. If the process ends in between, the same events are published again with the
 * same ids, which consumers pass over.
 */
@ApplicationScoped
class OutboxBatch {
    static final int LIMIT = 200;

    private static final String SELECT =
            """
            SELECT position, topic, message_key, headers, body FROM kit_outbox
            ORDER BY urgent DESC, position LIMIT $1 FOR UPDATE SKIP LOCKED
            """;

    /** A deletion that a power cut undoes only publishes the same events again. */
    private static final String DO_NOT_WAIT_FOR_DISK = "SET LOCAL synchronous_commit = off";

    private static final String DELETE = "DELETE FROM kit_outbox WHERE position = ANY ($1)";

    private final MutinyEmitter<byte[]> emitter;

    OutboxBatch(
            @Channel("kit-outbox") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    MutinyEmitter<byte[]> emitter) {
        this.emitter = emitter;
    }

    /**
     * What became of a batch.
     *
     * @param read rows that were read
     * @param failure why some were not sent; empty when all were
     */
    record Result(int read, Optional<Throwable> failure) {}

    /** Publishes up to {@link #LIMIT} rows over a connection that nobody else uses meanwhile. */
    Uni<Result> publish(SqlConnection connection) {
        return connection
                .begin()
                .chain(transaction ->
                        inTransaction(connection)
                                .call(transaction::commit)
                                .onFailure()
                                .call(transaction::rollback));
    }

    private Uni<Result> inTransaction(SqlConnection connection) {
        return connection
                .query(DO_NOT_WAIT_FOR_DISK)
                .execute()
                .chain(() -> connection.preparedQuery(SELECT).execute(Tuple.of(LIMIT)))
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
        Map<OutboxRecord.Order, List<OutboxRecord>> groups = new LinkedHashMap<>();
        for (OutboxRecord record : records) {
            groups.computeIfAbsent(record.order(), ignored -> new ArrayList<>()).add(record);
        }
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        List<Uni<List<Long>>> sends =
                groups.values().stream().map(group -> sendGroup(group, failure)).toList();
        return Uni.join()
                .all(sends)
                .andCollectFailures()
                .map(sent -> sent.stream().flatMap(Collection::stream).toArray(Long[]::new))
                .call(sent -> connection.preparedQuery(DELETE).execute(Tuple.of(sent)))
                .map(sent -> new Result(records.size(), Optional.ofNullable(failure.get())));
    }

    /** Sends records of one key one after the other, up to the first failure. */
    private Uni<List<Long>> sendGroup(
            List<OutboxRecord> group, AtomicReference<@Nullable Throwable> failure) {
        return Multi.createFrom()
                .iterable(group)
                .onItem()
                .transformToUniAndConcatenate(record ->
                        emitter.sendMessage(record.message()).replaceWith(record.position()))
                .onFailure()
                .invoke(failure::set)
                .onFailure()
                .recoverWithCompletion()
                .collect()
                .asList();
    }
}
