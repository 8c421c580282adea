package org.radbridge.kit.outbox;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaProducer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Hands records to the Kafka producer of the outbox's channel, many at a time: one turn of the
 * sending thread for all of them, rather than a message of the connector's for each.
 */
@ApplicationScoped
class OutboxProducer {
    private static final String CHANNEL = "kit-outbox";

    private final KafkaClientService clients;

    /**
     * @param channel makes the connector open the channel, and its producer; nothing else is sent
     *     through it
     */
    OutboxProducer(KafkaClientService clients, @Channel(CHANNEL) MutinyEmitter<byte[]> channel) {
        this.clients = clients;
    }

    /**
     * What became of a record.
     *
     * @param failure why the broker does not have it; empty when it does
     */
    record Sent(OutboxRecord record, Optional<Throwable> failure) {}

    /**
     * Sends records in their order. The results come when the last one is acknowledged or failed.
     */
    Uni<List<Sent>> send(List<OutboxRecord> records) {
        KafkaProducer<String, byte[]> client = clients.getProducer(CHANNEL);
        if (client == null) {
            return Uni.createFrom()
                    .failure(new IllegalStateException("not connected to Kafka yet"));
        }
        return Uni.createFrom()
                .emitter(emitter -> {
                    Acknowledgements results = new Acknowledgements(records, emitter);
                    client.runOnSendingThread((Consumer<Producer<String, byte[]>>) results::sendAll)
                            .subscribe()
                            .with(_ -> {}, emitter::fail);
                });
    }

    /** Gathers what the producer's own thread tells of each record. */
    private static final class Acknowledgements {
        private final List<OutboxRecord> records;
        private final UniEmitter<? super List<Sent>> emitter;
        private final AtomicReferenceArray<Sent> results;
        private final AtomicInteger left;

        Acknowledgements(List<OutboxRecord> records, UniEmitter<? super List<Sent>> emitter) {
            this.records = records;
            this.emitter = emitter;
            this.results = new AtomicReferenceArray<>(records.size());
            this.left = new AtomicInteger(records.size());
        }

        /**
         * Each send may wait for the leader of a partition; of a topic without one, only the first
         * record does.
         */
        void sendAll(Producer<String, byte[]> producer) {
            Set<String> withoutLeader = new HashSet<>();
            for (int i = 0; i < records.size(); i++) {
                int place = i;
                OutboxRecord record = records.get(i);
                if (withoutLeader.contains(record.topic())) {
                    ended(place, new TimeoutException("no leader for " + record.topic()));
                    continue;
                }
                try {
                    producer.send(record.producerRecord(), (_, failure) -> ended(place, failure));
                } catch (RuntimeException refused) {
                    ended(place, refused);
                }
                if (results.get(i) instanceof Sent(var _, Optional<Throwable> failure)
                        && failure.filter(TimeoutException.class::isInstance).isPresent()) {
                    withoutLeader.add(record.topic());
                }
            }
        }

        private void ended(int place, @Nullable Throwable failure) {
            Sent sent = new Sent(records.get(place), Optional.ofNullable(failure));
            if (results.compareAndSet(place, null, sent) && left.decrementAndGet() == 0) {
                emitter.complete(
                        IntStream.range(0, records.size()).mapToObj(results::get).toList());
            }
        }
    }
}
