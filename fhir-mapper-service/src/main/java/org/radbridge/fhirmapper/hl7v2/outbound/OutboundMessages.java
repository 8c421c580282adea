package org.radbridge.fhirmapper.hl7v2.outbound;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.kit.failure.Failure;

/** The messages that go out, whatever became of them. */
@ApplicationScoped
public class OutboundMessages {
    private static final String PUT =
            """
            INSERT INTO hl7v2_outbound (id, destination, study_instance_uid, revision, edition,
                patient, control_id, body, state, edit_of, edited_by)
            VALUES (?1, CAST(?2 AS text), CAST(?3 AS text), CAST(?4 AS integer),
                CAST(?5 AS integer), CAST(?6 AS text), CAST(?7 AS text), ?8, 'WAITING',
                CAST(CAST(?9 AS text) AS uuid), CAST(?10 AS text))
            ON CONFLICT DO NOTHING
            """;
    private static final String COLUMNS =
            """
            SELECT id, destination, study_instance_uid, revision, edition, patient, control_id,
                body, edit_of, edited_by, state FROM hl7v2_outbound
            """;
    private static final String STATE =
            """
            UPDATE hl7v2_outbound SET state = CAST(?2 AS text), failure_id = CAST(?3 AS text),
                failure_detail = CAST(?4 AS text), changed_at = clock_timestamp()
            WHERE id = ?1
            """;
    private static final String REFUSED =
            """
            UPDATE hl7v2_outbound SET refusals = refusals + 1, changed_at = clock_timestamp()
            WHERE id = ?1 RETURNING refusals
            """;
    private static final String REQUEST =
            """
            UPDATE hl7v2_outbound SET state = 'WAITING', requests = requests + 1, refusals = 0,
                changed_at = clock_timestamp()
            WHERE id = ?1 RETURNING requests
            """;
    private static final String LIST =
            """
            SELECT id, CAST(extract(epoch FROM created_at) * 1000 AS bigint) AS created,
                destination, study_instance_uid, revision, edition, control_id, state, refusals,
                edit_of, failure_id, failure_detail
            FROM hl7v2_outbound
            WHERE destination = CAST(?1 AS text) AND state = CAST(?2 AS text)
            ORDER BY seq
            """;
    private static final String WAITING =
            """
            SELECT id, patient FROM hl7v2_outbound
            WHERE destination = CAST(?1 AS text) AND state = 'WAITING' ORDER BY seq
            """;

    /** A message with what has become of it. */
    record Kept(OutboundMessage message, OutboundState state) {
        /** Whether it is still to be sent; one that is parked is when its work is done again. */
        boolean isOpen() {
            return switch (state) {
                case WAITING, PARKED -> true;
                case SENT, REPLACED, DISCARDED -> false;
            };
        }
    }

    /** One that waits, and whom it is about. */
    record Waiting(UUID id, String patient) {}

    /**
     * Keeps a message, unless one of the same edition for the same destination is there.
     *
     * @return whether it is new
     */
    Uni<Boolean> put(Mutiny.Session session, OutboundMessage message) {
        UUID editOf = message.editOf();
        return session.createNativeQuery(PUT)
                .setParameter(1, message.id())
                .setParameter(2, message.destination())
                .setParameter(3, message.studyInstanceUid())
                .setParameter(4, message.revision())
                .setParameter(5, message.edition())
                .setParameter(6, message.patient())
                .setParameter(7, message.controlId())
                .setParameter(8, message.body())
                .setParameter(9, editOf == null ? null : editOf.toString())
                .setParameter(10, message.editedBy())
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /** A message, if there is one. */
    Uni<Optional<Kept>> find(Mutiny.Session session, UUID id) {
        return one(session, COLUMNS + " WHERE id = ?1", id);
    }

    /** As {@link #find}, locked until the session's transaction ends. */
    Uni<Optional<Kept>> locked(Mutiny.Session session, UUID id) {
        return one(session, COLUMNS + " WHERE id = ?1 FOR UPDATE", id);
    }

    private static Uni<Optional<Kept>> one(Mutiny.Session session, String statement, UUID id) {
        return session.createNativeQuery(statement, Object[].class)
                .setParameter(1, id)
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(OutboundMessages::kept));
    }

    Uni<Void> state(
            Mutiny.Session session, UUID id, OutboundState state, Optional<Failure> failure) {
        return session.createNativeQuery(STATE)
                .setParameter(1, id)
                .setParameter(2, state.name())
                .setParameter(3, failure.map(Failure::id).orElse(null))
                .setParameter(4, failure.map(Failure::detail).orElse(null))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Counts a refusal; gives how many there were. */
    Uni<Integer> refused(Mutiny.Session session, UUID id) {
        return number(session, REFUSED, id);
    }

    /** Has a message wait again; gives a number that this request alone has. */
    Uni<Integer> request(Mutiny.Session session, UUID id) {
        return number(session, REQUEST, id);
    }

    private static Uni<Integer> number(Mutiny.Session session, String statement, UUID id) {
        return session.createNativeQuery(statement, Object.class)
                .setParameter(1, id)
                .getSingleResult()
                .map(number -> ((Number) number).intValue());
    }

    /** Messages to a destination in a state, the oldest first. */
    public Uni<List<OutboundEntry>> list(
            Mutiny.Session session, String destination, OutboundState state, int limit) {
        return session.createNativeQuery(LIST, Object[].class)
                .setParameter(1, destination)
                .setParameter(2, state.name())
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.stream().map(OutboundMessages::entry).toList());
    }

    /** Those that wait for a destination, the oldest first. */
    Uni<List<Waiting>> waiting(Mutiny.Session session, String destination) {
        return session.createNativeQuery(WAITING, Object[].class)
                .setParameter(1, destination)
                .getResultList()
                .map(rows ->
                        rows.stream()
                                .map(row -> new Waiting((UUID) row[0], (String) row[1]))
                                .toList());
    }

    private static Kept kept(Object[] row) {
        return new Kept(
                new OutboundMessage(
                        (UUID) row[0],
                        (String) row[1],
                        (String) row[2],
                        ((Number) row[3]).intValue(),
                        ((Number) row[4]).intValue(),
                        (String) row[5],
                        (String) row[6],
                        (byte[]) row[7],
                        (UUID) row[8],
                        (String) row[9]),
                OutboundState.valueOf((String) row[10]));
    }

    private static OutboundEntry entry(Object[] row) {
        return new OutboundEntry(
                (UUID) row[0],
                Instant.ofEpochMilli(((Number) row[1]).longValue()),
                (String) row[2],
                (String) row[3],
                ((Number) row[4]).intValue(),
                ((Number) row[5]).intValue(),
                (String) row[6],
                OutboundState.valueOf((String) row[7]),
                ((Number) row[8]).intValue(),
                (UUID) row[9],
                (String) row[10],
                (String) row[11]);
    }
}
