package org.radbridge.fhirmapper.subscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.EventJson;
import org.radbridge.kit.access.Caller;

/** The subscriptions that are on, and their events. */
@ApplicationScoped
public class Subscriptions {
    private static final String PUT =
            """
            INSERT INTO subscription AS s
                (id, topic, filters, owner, status, ends_at, heartbeat, channel)
            VALUES (CAST(?1 AS text), CAST(?2 AS text), CAST(CAST(?3 AS text) AS jsonb),
                CAST(CAST(?4 AS text) AS jsonb), 'requested', CAST(?5 AS timestamptz),
                CAST(?6 AS integer), CAST(?7 AS text))
            ON CONFLICT (id) DO UPDATE SET topic = excluded.topic, filters = excluded.filters,
                owner = excluded.owner, status = 'requested', reason = NULL,
                ends_at = excluded.ends_at, heartbeat = excluded.heartbeat,
                channel = excluded.channel, writings = s.writings + 1
            """;
    private static final String REMOVE = "DELETE FROM subscription WHERE id = CAST(?1 AS text)";
    private static final String OTHERS =
            "SELECT count(*) FROM subscription WHERE id <> CAST(?1 AS text)";
    private static final String COLUMNS =
            """
            SELECT id, topic, CAST(filters AS text), CAST(owner AS text), status, reason, events,
                sent, CAST(extract(epoch FROM ends_at) * 1000 AS bigint) AS ends, channel, writings
            FROM subscription
            """;
    private static final String FIND = COLUMNS + " WHERE id = CAST(?1 AS text)";
    private static final String FIND_ALL =
            COLUMNS
                    + " WHERE id IN (SELECT jsonb_array_elements_text("
                    + "CAST(CAST(?1 AS text) AS jsonb)))";

    private static final String OF_TOPIC =
            COLUMNS
                    + " WHERE topic = CAST(?1 AS text)"
                    + " AND (ends_at IS NULL OR ends_at > clock_timestamp())";

    private static final String NEXT =
            """
            WITH next AS (
                UPDATE subscription SET events = events + 1 WHERE id = CAST(?1 AS text)
                RETURNING id, events
            )
            INSERT INTO subscription_event (subscription, number, at, report)
            SELECT id, events, CAST(?2 AS timestamptz), CAST(?3 AS text) FROM next
            RETURNING number
            """;
    private static final String EVENTS =
            """
            SELECT number, CAST(extract(epoch FROM at) * 1000 AS bigint), report
            FROM subscription_event
            WHERE subscription = CAST(?1 AS text) AND number >= CAST(?2 AS bigint)
                AND number <= CAST(?3 AS bigint)
            ORDER BY number LIMIT 100
            """;
    private static final String STATUS =
            """
            UPDATE subscription SET status = CAST(?2 AS text), reason = CAST(?3 AS text),
                sent = GREATEST(sent, CAST(?4 AS bigint)),
                heard_at = CASE WHEN CAST(?2 AS text) = 'active' THEN clock_timestamp()
                    ELSE heard_at END
            WHERE id = CAST(?1 AS text)
            """;
    private static final String BEATS =
            """
            UPDATE subscription SET beat_at = clock_timestamp()
            WHERE status = 'active' AND heartbeat IS NOT NULL AND channel = 'REST_HOOK'
                AND (ends_at IS NULL OR ends_at > clock_timestamp())
                AND GREATEST(heard_at, beat_at)
                    < clock_timestamp() - heartbeat * interval '1 second'
            RETURNING id
            """;
    private static final String FORGET =
            "DELETE FROM subscription_event WHERE at < CAST(?1 AS timestamptz)";

    /**
     * A subscription that is on.
     *
     * @param owner who wrote it last
     * @param status {@code requested}, {@code active} or {@code error}
     * @param events how many events there were
     * @param sent the highest number that was heard, over a websocket: sent
     * @param writings how often it was written
     */
    public record Standing(
            String id,
            SubscriptionTopic topic,
            List<String> filters,
            Caller owner,
            String status,
            Optional<String> reason,
            long events,
            long sent,
            Optional<Instant> end,
            SubscriptionChannel channel,
            int writings) {

        /** When a subscription ends by itself it is not told of any more. */
        boolean ended() {
            return end.filter(at -> at.isBefore(Instant.now())).isPresent();
        }
    }

    /**
     * An event of a subscription.
     *
     * @param report id of the DiagnosticReport that it is about
     */
    public record Event(long number, Instant at, String report) {}

    /**
     * A caller as they are kept: without the token, which does not last.
     *
     * @param patient the FHIR id of their own Patient
     */
    public record Owner(
            String subject, String userName, Set<String> roles, @Nullable String patient) {
        static Owner of(Caller caller) {
            return new Owner(
                    caller.subject(),
                    caller.userName(),
                    caller.roles(),
                    caller.patientId().orElse(null));
        }

        Caller caller() {
            return new Caller(
                    subject, userName, roles, Optional.ofNullable(patient), Optional.empty());
        }
    }

    /** Takes a subscription up, or what it asks for anew. */
    Uni<Void> put(Mutiny.Session session, String id, Asked asked, Caller owner) {
        return session.createNativeQuery(PUT)
                .setParameter(1, id)
                .setParameter(2, asked.topic().name())
                .setParameter(3, json(asked.filters()))
                .setParameter(4, json(Owner.of(owner)))
                .setParameter(5, asked.end().map(end -> end.atOffset(ZoneOffset.UTC)).orElse(null))
                .setParameter(6, asked.heartbeat().orElse(null))
                .setParameter(7, asked.channel().name())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Ends one; its events are forgotten. */
    Uni<Void> remove(Mutiny.Session session, String id) {
        return session.createNativeQuery(REMOVE)
                .setParameter(1, id)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** How many there are beside one. */
    Uni<Long> others(Mutiny.Session session, String id) {
        return session.createNativeQuery(OTHERS, Long.class).setParameter(1, id).getSingleResult();
    }

    /** One that is on. */
    public Uni<Optional<Standing>> find(Mutiny.Session session, String id) {
        return session.createNativeQuery(FIND, Object[].class)
                .setParameter(1, id)
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(Subscriptions::standing));
    }

    /** Those of these that are on. */
    Uni<List<Standing>> find(Mutiny.Session session, Collection<String> ids) {
        return session.createNativeQuery(FIND_ALL, Object[].class)
                .setParameter(1, json(ids))
                .getResultList()
                .map(rows -> rows.stream().map(Subscriptions::standing).toList());
    }

    /** Those of a topic that have not ended. */
    Uni<List<Standing>> of(Mutiny.Session session, SubscriptionTopic topic) {
        return session.createNativeQuery(OF_TOPIC, Object[].class)
                .setParameter(1, topic.name())
                .getResultList()
                .map(rows -> rows.stream().map(Subscriptions::standing).toList());
    }

    /** Gives an event its number. */
    Uni<Long> next(Mutiny.Session session, String id, Instant at, String report) {
        return session.createNativeQuery(NEXT, Long.class)
                .setParameter(1, id)
                .setParameter(2, at.atOffset(ZoneOffset.UTC))
                .setParameter(3, report)
                .getSingleResult();
    }

    /** Events between two numbers, a hundred at most. */
    public Uni<List<Event>> events(Mutiny.Session session, String id, long from, long to) {
        return session.createNativeQuery(EVENTS, Object[].class)
                .setParameter(1, id)
                .setParameter(2, from)
                .setParameter(3, to)
                .getResultList()
                .map(rows ->
                        rows.stream()
                                .map(row ->
                                        new Event(
                                                ((Number) row[0]).longValue(),
                                                Instant.ofEpochMilli(((Number) row[1]).longValue()),
                                                (String) row[2]))
                                .toList());
    }

    /** Notes how one stands. */
    Uni<Void> status(
            Mutiny.Session session, String id, String status, @Nullable String reason, long sent) {
        return session.createNativeQuery(STATUS)
                .setParameter(1, id)
                .setParameter(2, status)
                .setParameter(3, reason)
                .setParameter(4, sent)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Those that have heard nothing for as long as they wished; each is named once a period. */
    Uni<List<String>> silent(Mutiny.Session session) {
        return session.createNativeQuery(BEATS, String.class).getResultList();
    }

    /** Forgets events that are older. */
    Uni<Integer> forget(Mutiny.Session session, Instant before) {
        return session.createNativeQuery(FORGET)
                .setParameter(1, before.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    private static Standing standing(Object[] row) {
        try {
            return new Standing(
                    (String) row[0],
                    SubscriptionTopic.valueOf((String) row[1]),
                    EventJson.mapper().readValue((String) row[2], new TypeReference<>() {}),
                    EventJson.mapper().readValue((String) row[3], Owner.class).caller(),
                    (String) row[4],
                    Optional.ofNullable((String) row[5]),
                    ((Number) row[6]).longValue(),
                    ((Number) row[7]).longValue(),
                    Optional.ofNullable(row[8])
                            .map(millis -> Instant.ofEpochMilli(((Number) millis).longValue())),
                    SubscriptionChannel.valueOf((String) row[9]),
                    ((Number) row[10]).intValue());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored subscription cannot be read", e);
        }
    }

    private static String json(Object value) {
        try {
            return EventJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain values have a JSON form", e);
        }
    }
}
