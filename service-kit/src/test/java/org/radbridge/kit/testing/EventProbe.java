package org.radbridge.kit.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.radbridge.contracts.Event;
import org.radbridge.contracts.EventJson;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.Lane;

/** Publishes events as another service would, and collects all that is published. */
public final class EventProbe implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private volatile boolean closed;

    /** A record that was seen on a topic. */
    public record Received(String topic, String key, Map<String, String> headers, byte[] body) {
        /** Its CloudEvents id. */
        public String eventId() {
            return headers.getOrDefault("ce_id", "");
        }

        /** Its body. */
        public <E extends Event> E event(Class<E> type) {
            return EventJson.read(body, type);
        }
    }

    private EventProbe(String bootstrap) {
        Properties producerConfig = new Properties();
        producerConfig.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        producer =
                new KafkaProducer<>(
                        producerConfig, new StringSerializer(), new ByteArraySerializer());
        Properties consumerConfig = new Properties();
        consumerConfig.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        consumerConfig.put(ConsumerConfig.GROUP_ID_CONFIG, "probe-" + UUID.randomUUID());
        consumerConfig.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumerConfig.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        consumer =
                new KafkaConsumer<>(
                        consumerConfig, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(
                Arrays.stream(EventType.values()).flatMap(t -> t.topics().stream()).toList());
        reader = Thread.ofPlatform().name("event-probe").daemon().start(this::read);
    }

    /** A probe of the broker that the running test uses; it sees all topics from their start. */
    public static EventProbe connect() {
        return connect(
                ConfigProvider.getConfig().getValue("radbridge.kafka.bootstrap", String.class));
    }

    /** A probe of this broker. */
    public static EventProbe connect(String bootstrap) {
        return new EventProbe(bootstrap);
    }

    /** Publishes an event, with a new id, which it returns. */
    public String publish(Event event, Lane lane) {
        String id = UUID.randomUUID().toString();
        publish(event, lane, id);
        return id;
    }

    /** Publishes an event with this id. */
    public void publish(Event event, Lane lane, String id) {
        publishRaw(
                event.type().topic(lane),
                event.key(),
                headers(event.type(), id, event.key()),
                EventJson.write(event).getBytes(StandardCharsets.UTF_8));
    }

    /** The headers of an event. */
    public static Map<String, String> headers(EventType type, String id, String subject) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", id);
        headers.put("ce_source", "urn:radbridge:test");
        headers.put("ce_type", type.cloudEventType());
        headers.put("ce_time", Instant.now().toString());
        headers.put("ce_subject", subject);
        headers.put("content-type", "application/json");
        return headers;
    }

    /** Publishes any bytes; returns when the broker has them. */
    public void publishRaw(String topic, String key, Map<String, String> headers, byte[] body) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, body);
        headers.forEach((name, value) ->
                record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(record).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All records seen so far. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** The events of a type seen so far, with repetitions, in the order of each key. */
    public <E extends Event> List<E> events(EventType type, Class<E> body) {
        return received.stream()
                .filter(r -> type.cloudEventType().equals(r.headers().get("ce_type")))
                .map(r -> r.event(body))
                .toList();
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                for (ConsumerRecord<String, byte[]> record :
                        consumer.poll(Duration.ofMillis(100))) {
                    Map<String, String> headers = new LinkedHashMap<>();
                    for (Header header : record.headers()) {
                        headers.put(
                                header.key(), new String(header.value(), StandardCharsets.UTF_8));
                    }
                    received.add(
                            new Received(record.topic(), record.key(), headers, record.value()));
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            reader.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(5));
    }
}
