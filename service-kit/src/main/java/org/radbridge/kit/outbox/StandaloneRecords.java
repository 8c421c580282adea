package org.radbridge.kit.outbox;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;

/**
 * Writes records that belong to no transaction: what comes while one statement is under way shares
 * the next one, and its wait for the disk. One statement at a time. Unless one of them is urgent,
 * nobody is notified: a relay that leads in this process is told here, and one that leads in
 * another replica looks every second.
 *
 * <p>Holds no more than its callers do: each waits for its record.
 */
@ApplicationScoped
class StandaloneRecords {
    private static final int LIMIT = 256;

    private static final String INSERT =
            """
            INSERT INTO kit_outbox (event_id, topic, message_key, urgent, headers, body)
            SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::boolean[], $5::text[], $6::bytea[])
            WHERE set_config('radbridge.wake', $7, true) IS NOT NULL
            """;

    /** See db/kit/004-wake-later.sql. */
    private static final String NOW = "now";

    private static final String LATER = "later";

    private final Pool pool;
    private final OutboxRelay relay;
    private final Queue<WaitingRecord> waiting = new ArrayDeque<>();
    private boolean writing;

    StandaloneRecords(Pool pool, OutboxRelay relay) {
        this.pool = pool;
        this.relay = relay;
    }

    /** Writes it, now or with the next ones. */
    void write(WaitingRecord record) {
        synchronized (this) {
            waiting.add(record);
            if (writing) {
                return;
            }
            writing = true;
        }
        writeNext();
    }

    private void writeNext() {
        List<WaitingRecord> batch = new ArrayList<>();
        synchronized (this) {
            while (batch.size() < LIMIT && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            if (batch.isEmpty()) {
                writing = false;
                return;
            }
        }
        insert(batch)
                .onSuccess(_ -> {
                    writeNext();
                    batch.forEach(WaitingRecord::written);
                })
                .onFailure(failure -> failed(batch, failure));
    }

    /** One record that cannot be written must not take others with it. */
    private void failed(List<WaitingRecord> batch, Throwable failure) {
        if (batch.size() == 1) {
            writeNext();
            batch.getFirst().failed(failure);
            return;
        }
        Future<Void> each = Future.succeededFuture();
        for (WaitingRecord record : batch) {
            each = each.compose(_ -> alone(record));
        }
        each.onSuccess(_ -> writeNext());
    }

    private Future<Void> alone(WaitingRecord record) {
        return insert(List.of(record))
                .onSuccess(_ -> record.written())
                .onFailure(record::failed)
                .otherwiseEmpty();
    }

    private Future<Void> insert(List<WaitingRecord> batch) {
        boolean urgent = batch.stream().anyMatch(WaitingRecord::urgent);
        Tuple columns =
                Tuple.from(
                        List.of(
                                batch.stream().map(WaitingRecord::eventId).toArray(UUID[]::new),
                                batch.stream().map(WaitingRecord::topic).toArray(String[]::new),
                                batch.stream().map(WaitingRecord::key).toArray(String[]::new),
                                batch.stream().map(WaitingRecord::urgent).toArray(Boolean[]::new),
                                batch.stream().map(WaitingRecord::headers).toArray(String[]::new),
                                batch.stream()
                                        .map(record -> Buffer.buffer(record.body()))
                                        .toArray(Buffer[]::new),
                                urgent ? NOW : LATER));
        return pool.preparedQuery(INSERT).execute(columns).onSuccess(_ -> relay.wake()).mapEmpty();
    }
}
