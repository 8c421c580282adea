package org.radbridge.kit.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.vertx.mutiny.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.radbridge.contracts.EventJson;

/** A row of the outbox, as the Kafka record that it becomes. */
record OutboxRecord(
        long position, String topic, String key, Map<String, String> headers, byte[] body) {
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    /** Records of one lane are published one after the other, those of different lanes at once. */
    record Order(String topic, String key) {}

    static OutboxRecord of(Row row) {
        try {
            return new OutboxRecord(
                    row.getLong("position"),
                    row.getString("topic"),
                    row.getString("message_key"),
                    EventJson.mapper().readValue(row.getString("headers"), HEADERS),
                    row.getBuffer("body").getBytes());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("headers that we wrote cannot be read", e);
        }
    }

    Order order() {
        return new Order(topic, key);
    }

    ProducerRecord<String, byte[]> producerRecord() {
        List<Header> recordHeaders = new ArrayList<>();
        headers.forEach((name, value) ->
                recordHeaders.add(new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8))));
        return new ProducerRecord<>(topic, null, key, body, recordHeaders);
    }
}
