package org.radbridge.kit.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.EventJson;
import org.radbridge.kit.failure.Failure;
import org.radbridge.kit.outbox.CloudEvents;
import org.radbridge.kit.outbox.Outbox;

/** The events of this service that could not be processed. */
@ApplicationScoped
public class ParkedEvents {
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    /** An event that is parked again, after a retry, goes back to its place. */
    private static final String PARK =
            """
            INSERT INTO kit_parked_event (id, channel, topic, topic_offset, event_id, event_type,
                message_key, headers, body, failure_id, failure_detail, attempts, parked_at)
            VALUES (?1, ?2, ?3, ?4, CAST(?5 AS text), CAST(?6 AS text), ?7, ?8, ?9, ?10, ?11, ?12,
                clock_timestamp())
            ON CONFLICT (channel, topic, topic_offset) DO NOTHING
            """;

    private final Outbox outbox;
    private final String service;

    public ParkedEvents(
            Outbox outbox, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.outbox = outbox;
        this.service = service;
    }

    Uni<Void> park(Mutiny.Session session, ReceivedRecord record, Failure failure, int attempts) {
        return session.createNativeQuery(PARK)
                .setParameter(1, UUID.randomUUID())
                .setParameter(2, record.channel())
                .setParameter(3, record.topic())
                .setParameter(4, record.position())
                .setParameter(5, record.eventId().orElse(null))
                .setParameter(6, record.eventType().orElse(null))
                .setParameter(7, record.key())
                .setParameter(8, json(record.headers()))
                .setParameter(9, record.body())
                .setParameter(10, failure.id())
                .setParameter(11, failure.detail())
                .setParameter(12, attempts)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Those that wait for an operator, oldest first. */
    public Uni<List<ParkedEvent>> waiting(Mutiny.Session session, int limit) {
        return session.createSelectionQuery(
                        "from ParkedEvent where retriedAt is null order by parkedAt, id",
                        ParkedEvent.class)
                .setMaxResults(limit)
                .getResultList();
    }

    /**
     * Sends an event again, to this service and channel only.
     *
     * @return whether there was such an event
     */
    public Uni<Boolean> retry(Mutiny.Session session, UUID id) {
        return session.find(ParkedEvent.class, id, LockMode.PESSIMISTIC_WRITE)
                .chain(event -> {
                    if (event == null || event.retried()) {
                        return Uni.createFrom().item(false);
                    }
                    event.markRetried(Instant.now());
                    Map<String, String> headers = new LinkedHashMap<>(headers(event.headers()));
                    headers.put(CloudEvents.RETRY_FOR, service + "/" + event.channel());
                    return outbox.appendAgain(
                                    session,
                                    event.topic(),
                                    event.messageKey(),
                                    headers,
                                    event.body())
                            .replaceWith(true);
                });
    }

    private static String json(Map<String, String> headers) {
        try {
            return EventJson.mapper().writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts has no JSON form", e);
        }
    }

    private static Map<String, String> headers(String json) {
        try {
            return EventJson.mapper().readValue(json, HEADERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("headers that we wrote cannot be read", e);
        }
    }
}
