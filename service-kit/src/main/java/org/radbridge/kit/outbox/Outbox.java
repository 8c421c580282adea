package org.radbridge.kit.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.Event;
import org.radbridge.contracts.EventJson;
import org.radbridge.contracts.Lane;
import org.radbridge.kit.trace.TraceParent;

/**
 * Where events wait between the transaction that causes them and their publication. What is
 * appended in a transaction is published if and only if that transaction commits; events of one key
 * in one lane are published in the order in which they were appended.
 */
@ApplicationScoped
public class Outbox {
    private static final String INSERT =
            """
            INSERT INTO kit_outbox (event_id, topic, message_key, urgent, headers, body)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """;

    /** Numbers are given in the order of the array, so that events of one key keep theirs. */
    private static final String INSERT_ALL =
            """
            INSERT INTO kit_outbox (event_id, topic, message_key, urgent, headers, body)
            SELECT CAST(e ->> 'id' AS uuid), e ->> 'topic', e ->> 'key', ?2, e ->> 'headers',
                convert_to(e ->> 'body', 'UTF8')
            FROM jsonb_array_elements(CAST(CAST(?1 AS text) AS jsonb))
                WITH ORDINALITY AS a(e, place)
            ORDER BY place
            """;

    private final String service;
    private final StandaloneRecords standalone;

    public Outbox(
            @ConfigProperty(name = "quarkus.application.name") String service,
            StandaloneRecords standalone) {
        this.service = service;
        this.standalone = standalone;
    }

    /** Appends an event to the transaction of the session. */
    public Uni<Void> append(Mutiny.Session session, Event event, Lane lane) {
        UUID id = UUID.randomUUID();
        Map<String, String> headers = headers(id, event);
        byte[] body = EventJson.write(event).getBytes(StandardCharsets.UTF_8);
        return insert(session, id, event.type().topic(lane), event.key(), lane, headers, body);
    }

    /** Appends events to the transaction of the session, in their order, with one statement. */
    public Uni<Void> append(Mutiny.Session session, List<? extends Event> events, Lane lane) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        ArrayNode rows = EventJson.mapper().createArrayNode();
        for (Event event : events) {
            UUID id = UUID.randomUUID();
            rows.addObject()
                    .put("id", id.toString())
                    .put("topic", event.type().topic(lane))
                    .put("key", event.key())
                    .put("headers", json(headers(id, event)))
                    .put("body", EventJson.write(event));
        }
        return session.createNativeQuery(INSERT_ALL)
                .setParameter(1, rows.toString())
                .setParameter(2, lane == Lane.URGENT)
                .executeUpdate()
                .replaceWithVoid();
    }

    /**
     * Appends an event that belongs to no transaction; the result comes, on the caller's context,
     * when it is durable. May be called from any thread; events that are appended at the same time
     * share a statement.
     */
    public Uni<Void> append(Event event, Lane lane) {
        UUID id = UUID.randomUUID();
        String headers = json(headers(id, event));
        byte[] body = EventJson.write(event).getBytes(StandardCharsets.UTF_8);
        return Uni.createFrom()
                .emitter(emitter ->
                        standalone.write(
                                new WaitingRecord(
                                        id,
                                        event.type().topic(lane),
                                        event.key(),
                                        lane == Lane.URGENT,
                                        headers,
                                        body,
                                        Vertx.currentContext(),
                                        emitter)));
    }

    private Map<String, String> headers(UUID id, Event event) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(CloudEvents.SPEC_VERSION, "1.0");
        headers.put(CloudEvents.ID, id.toString());
        headers.put(CloudEvents.SOURCE, "urn:radbridge:" + service);
        headers.put(CloudEvents.TYPE, event.type().cloudEventType());
        headers.put(CloudEvents.TIME, Instant.now().toString());
        headers.put(CloudEvents.SUBJECT, event.key());
        headers.put(CloudEvents.CONTENT_TYPE, "application/json");
        TraceParent.current().ifPresent(trace -> headers.put(TraceParent.HEADER, trace));
        return headers;
    }

    /** Appends a record that was received before, to be sent again as it is. */
    public Uni<Void> appendAgain(
            Mutiny.Session session,
            String topic,
            String key,
            Map<String, String> headers,
            byte[] body) {
        Lane lane = topic.endsWith(Lane.URGENT.topicSuffix()) ? Lane.URGENT : Lane.ROUTINE;
        return insert(session, UUID.randomUUID(), topic, key, lane, headers, body);
    }

    private static Uni<Void> insert(
            Mutiny.Session session,
            UUID id,
            String topic,
            String key,
            Lane lane,
            Map<String, String> headers,
            byte[] body) {
        return session.createNativeQuery(INSERT)
                .setParameter(1, id)
                .setParameter(2, topic)
                .setParameter(3, key)
                .setParameter(4, lane == Lane.URGENT)
                .setParameter(5, json(headers))
                .setParameter(6, body)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static String json(Map<String, String> headers) {
        try {
            return EventJson.mapper().writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts has no JSON form", e);
        }
    }
}
