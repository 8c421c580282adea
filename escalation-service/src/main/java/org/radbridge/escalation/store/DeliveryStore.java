package org.radbridge.escalation.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Which alerts were accepted, and how an escalation came to where it is. */
@ApplicationScoped
public class DeliveryStore {
    private static final String INSERT =
            """
            INSERT INTO escalation_delivery
                (escalation_id, rung, recipient, webhook, status, attempts, accepted_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING
            """;
    private static final String DELIVERIES =
            """
            SELECT rung, recipient, webhook, status, attempts, accepted_at
            FROM escalation_delivery WHERE escalation_id = ?1 ORDER BY rung
            """;
    private static final String CHANGES =
            """
            SELECT sequence, state, rung, at
            FROM escalation_change WHERE escalation_id = ?1 ORDER BY sequence
            """;

    /**
     * An alert that a channel accepted.
     *
     * @param rung the rung, from 1
     * @param recipient whom it was for
     * @param webhook through which webhook
     * @param status the HTTP status of the answer
     * @param attempts how many attempts it took
     * @param acceptedAt when
     */
    public record Delivery(
            int rung,
            String recipient,
            String webhook,
            int status,
            int attempts,
            Instant acceptedAt) {}

    /** One row of the life cycle. */
    public record Change(int sequence, String state, int rung, Instant at) {}

    /**
     * Notes an accepted alert.
     *
     * @return whether it is the first for its rung
     */
    public Uni<Boolean> insert(Mutiny.Session session, UUID escalation, Delivery delivery) {
        return session.createNativeQuery(INSERT)
                .setParameter(1, escalation)
                .setParameter(2, delivery.rung())
                .setParameter(3, delivery.recipient())
                .setParameter(4, delivery.webhook())
                .setParameter(5, delivery.status())
                .setParameter(6, delivery.attempts())
                .setParameter(7, delivery.acceptedAt().atOffset(ZoneOffset.UTC))
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /** The accepted alerts of an escalation, by rung. */
    public Uni<List<Delivery>> deliveries(Mutiny.Session session, UUID escalation) {
        return session.createNativeQuery(DELIVERIES, Object[].class)
                .setParameter(1, escalation)
                .getResultList()
                .map(rows ->
                        rows.stream()
                                .map(r ->
                                        new Delivery(
                                                (Integer) r[0],
                                                (String) r[1],
                                                (String) r[2],
                                                (Integer) r[3],
                                                (Integer) r[4],
                                                instant(r[5])))
                                .toList());
    }

    /** The life cycle of an escalation. */
    public Uni<List<Change>> changes(Mutiny.Session session, UUID escalation) {
        return session.createNativeQuery(CHANGES, Object[].class)
                .setParameter(1, escalation)
                .getResultList()
                .map(rows ->
                        rows.stream()
                                .map(r ->
                                        new Change(
                                                (Integer) r[0],
                                                (String) r[1],
                                                (Integer) r[2],
                                                instant(r[3])))
                                .toList());
    }

    private static Instant instant(Object column) {
        return switch (column) {
            case Instant instant -> instant;
            case OffsetDateTime time -> time.toInstant();
            default -> throw new IllegalStateException("not a time: " + column.getClass());
        };
    }
}
