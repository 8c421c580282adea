package org.radbridge.kit.inbox;

import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.Event;
import org.radbridge.contracts.EventJson;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.UnreadableEventException;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.PermanentFailure;
import org.radbridge.kit.outbox.CloudEvents;
import org.radbridge.kit.trace.TraceParent;

/**
 * A Kafka record as it came, before anything is known about its body.
 *
 * @param channel the messaging channel that received it
 * @param topic where it lay
 * @param position partition and offset, as {@code 3:1207}
 * @param key its key, empty when it had none
 * @param headers its headers as text; of repeated ones the last
 * @param body its value, empty when it had none
 */
record ReceivedRecord(
        String channel,
        String topic,
        String position,
        String key,
        Map<String, String> headers,
        byte[] body) {

    static ReceivedRecord of(Message<byte[]> message) {
        IncomingKafkaRecordMetadata<?, ?> record =
                message.getMetadata(IncomingKafkaRecordMetadata.class)
                        .orElseThrow(
                                () -> new IllegalArgumentException("not a message from Kafka"));
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.getHeaders()) {
            byte[] value = header.value();
            headers.put(
                    header.key(), value == null ? "" : new String(value, StandardCharsets.UTF_8));
        }
        Object key = record.getKey();
        byte[] body = message.getPayload();
        return new ReceivedRecord(
                record.getChannel(),
                record.getTopic(),
                record.getPartition() + ":" + record.getOffset(),
                key == null ? "" : key.toString(),
                headers,
                body == null ? new byte[0] : body);
    }

    /** The CloudEvents id, if the record has one. */
    Optional<String> eventId() {
        return Optional.ofNullable(headers.get(CloudEvents.ID)).filter(id -> !id.isBlank());
    }

    /** The CloudEvents type, if the record has one. */
    Optional<String> eventType() {
        return Optional.ofNullable(headers.get(CloudEvents.TYPE)).filter(type -> !type.isBlank());
    }

    /** Whether an operator of another service, or of another channel, sent it again. */
    boolean isMeantForAnother(String service) {
        String target = headers.get(CloudEvents.RETRY_FOR);
        return target != null && !target.equals(service + "/" + channel);
    }

    /**
     * Reads the headers.
     *
     * @throws PermanentFailure when one is missing, or the type is not the body's
     */
    EventMetadata metadata(Class<? extends Event> body) {
        String type = eventType().orElseThrow(() -> unreadable("no ce_type header", null));
        boolean fits =
                EventType.ofCloudEventType(type).filter(t -> t.body().equals(body)).isPresent();
        if (!fits) {
            throw unreadable("of type " + type + ", not a " + body.getSimpleName(), null);
        }
        return new EventMetadata(
                eventId().orElseThrow(() -> unreadable("no ce_id header", null)),
                type,
                headers.getOrDefault(CloudEvents.SOURCE, ""),
                time(),
                topic,
                key,
                topic.endsWith(Lane.URGENT.topicSuffix()) ? Lane.URGENT : Lane.ROUTINE,
                headers.get(TraceParent.HEADER));
    }

    /**
     * Reads the body.
     *
     * @throws PermanentFailure when it is not of this type
     */
    <E extends Event> E event(Class<E> type) {
        try {
            return EventJson.read(body, type);
        } catch (UnreadableEventException e) {
            throw unreadable(String.valueOf(e.getMessage()), e);
        }
    }

    private Instant time() {
        String time = headers.get(CloudEvents.TIME);
        if (time == null) {
            throw unreadable("no ce_time header", null);
        }
        try {
            return Instant.parse(time);
        } catch (DateTimeParseException e) {
            throw unreadable("ce_time is not a time", e);
        }
    }

    private static PermanentFailure unreadable(String detail, @Nullable Throwable cause) {
        return new PermanentFailure(KitFailure.EVENT_UNREADABLE, detail, cause);
    }
}
