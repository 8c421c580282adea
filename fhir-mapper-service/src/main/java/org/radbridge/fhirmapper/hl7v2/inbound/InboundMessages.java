package org.radbridge.fhirmapper.hl7v2.inbound;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.AcknowledgementCode;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.AcknowledgementWriter.Fault;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.ErrorCode;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.RefusedMessageException;
import org.radbridge.kit.failure.Failure;

/** The messages that came in, whatever became of them. */
@ApplicationScoped
public class InboundMessages {
    private static final String PUT =
            """
            INSERT INTO hl7v2_inbound (id, feed, address, sending_application, sending_facility,
                control_id, kind, digest, body, state, code, error, location, failure_id,
                failure_detail)
            VALUES (?1, CAST(?2 AS text), CAST(?3 AS text), CAST(?4 AS text), CAST(?5 AS text),
                CAST(?6 AS text), CAST(?7 AS text), CAST(?8 AS text), ?9, CAST(?10 AS text),
                CAST(?11 AS text), CAST(?12 AS text), CAST(?13 AS text), CAST(?14 AS text),
                CAST(?15 AS text))
            ON CONFLICT (sending_application, sending_facility, control_id, digest) DO NOTHING
            """;
    private static final String FIND =
            """
            SELECT id, state, code, error, location, failure_id, failure_detail
            FROM hl7v2_inbound
            """;
    private static final String SAME =
            FIND
                    + """
                    WHERE sending_application = CAST(?1 AS text)
                        AND sending_facility = CAST(?2 AS text)
                        AND control_id = CAST(?3 AS text) AND digest = CAST(?4 AS text)
                    """;
    private static final String ABOUT =
            """
            INSERT INTO hl7v2_inbound_patient (message, patient) VALUES (?1, CAST(?2 AS text))
            ON CONFLICT DO NOTHING
            """;
    private static final String EARLIER =
            """
            SELECT count(*) FROM hl7v2_inbound mine
                JOIN hl7v2_inbound_patient whose ON whose.message = mine.id
                JOIN hl7v2_inbound_patient same ON same.patient = whose.patient
                JOIN hl7v2_inbound other ON other.id = same.message
            WHERE mine.id = ?1 AND other.state = 'WAITING' AND other.seq < mine.seq
            """;
    private static final String BODY =
            """
            SELECT feed, body, address FROM hl7v2_inbound WHERE id = ?1
            """;
    private static final String APPLIED =
            """
            UPDATE hl7v2_inbound SET state = 'APPLIED', code = 'AA', error = NULL,
                location = NULL, failure_id = NULL, failure_detail = NULL,
                changed_at = clock_timestamp()
            WHERE id = ?1
            """;
    private static final String PARKED =
            """
            UPDATE hl7v2_inbound SET state = 'PARKED', code = 'AE', error = CAST(?2 AS text),
                failure_id = CAST(?3 AS text), failure_detail = CAST(?4 AS text),
                changed_at = clock_timestamp()
            WHERE id = ?1
            """;
    private static final String AGAIN =
            """
            UPDATE hl7v2_inbound SET state = 'WAITING', feed = CAST(?2 AS text),
                changed_at = clock_timestamp()
            WHERE id = ?1 AND state = 'REFUSED'
            """;
    private static final String LIST =
            """
            SELECT id, CAST(extract(epoch FROM received_at) * 1000 AS bigint) AS received, feed,
                address, kind, control_id, state, failure_id, failure_detail
            FROM hl7v2_inbound WHERE state = CAST(?1 AS text) ORDER BY seq DESC
            """;

    /** A message to be applied. */
    record Body(@Nullable String feed, byte[] bytes, String address) {}

    /**
     * Keeps a message, unless it is there already.
     *
     * @param refused why it is not to be applied; empty when it is
     */
    Uni<KeptMessage> put(
            Mutiny.Session session,
            ReceivedMessage message,
            Optional<RefusedMessageException> refused) {
        UUID id = UUID.randomUUID();
        InboundState state = refused.isEmpty() ? InboundState.WAITING : InboundState.REFUSED;
        return session.createNativeQuery(PUT)
                .setParameter(1, id)
                .setParameter(2, message.feed().orElse(null))
                .setParameter(3, message.address())
                .setParameter(4, message.application())
                .setParameter(5, message.facility())
                .setParameter(6, message.controlId())
                .setParameter(7, message.kind())
                .setParameter(8, message.digest())
                .setParameter(9, message.body())
                .setParameter(10, state.name())
                .setParameter(11, refused.map(r -> r.code().name()).orElse(null))
                .setParameter(12, refused.map(r -> r.error().name()).orElse(null))
                .setParameter(13, refused.map(RefusedMessageException::location).orElse(null))
                .setParameter(14, refused.map(r -> r.failureId().id()).orElse(null))
                .setParameter(15, refused.map(RefusedMessageException::detail).orElse(null))
                .executeUpdate()
                .chain(rows ->
                        rows == 1
                                ? Uni.createFrom().item(kept(id, state, refused))
                                : same(session, message));
    }

    private static KeptMessage kept(
            UUID id, InboundState state, Optional<RefusedMessageException> refused) {
        return new KeptMessage(
                id,
                false,
                state,
                refused.map(RefusedMessageException::code),
                refused.map(
                        r -> new Fault(r.error(), r.location(), r.failureId().id(), r.detail())));
    }

    private static Uni<KeptMessage> same(Mutiny.Session session, ReceivedMessage message) {
        return session.createNativeQuery(SAME, Object[].class)
                .setParameter(1, message.application())
                .setParameter(2, message.facility())
                .setParameter(3, message.controlId())
                .setParameter(4, message.digest())
                .getSingleResult()
                .map(InboundMessages::kept);
    }

    /** What has become of a message. */
    Uni<KeptMessage> find(Mutiny.Session session, UUID id) {
        return session.createNativeQuery(FIND + " WHERE id = ?1", Object[].class)
                .setParameter(1, id)
                .getSingleResult()
                .map(InboundMessages::kept);
    }

    /** Notes whom a message is about. */
    Uni<Void> about(Mutiny.Session session, UUID id, Collection<PatientIdentifier> patients) {
        return about(session, id, patients.iterator());
    }

    private static Uni<Void> about(
            Mutiny.Session session, UUID id, Iterator<PatientIdentifier> patients) {
        if (!patients.hasNext()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(ABOUT)
                .setParameter(1, id)
                .setParameter(2, patients.next().key())
                .executeUpdate()
                .chain(() -> about(session, id, patients));
    }

    /** Whether an earlier message about one of the same patients is still to be applied. */
    Uni<Boolean> earlierWaits(Mutiny.Session session, UUID id) {
        return session.createNativeQuery(EARLIER, Long.class)
                .setParameter(1, id)
                .getSingleResult()
                .map(count -> count > 0);
    }

    /** A message as it came. */
    Uni<Optional<Body>> body(Mutiny.Session session, UUID id) {
        return session.createNativeQuery(BODY, Object[].class)
                .setParameter(1, id)
                .getResultList()
                .map(rows ->
                        rows.stream()
                                .findFirst()
                                .map(row ->
                                        new Body(
                                                (String) row[0],
                                                (byte[]) row[1],
                                                (String) row[2])));
    }

    Uni<Void> applied(Mutiny.Session session, UUID id) {
        return session.createNativeQuery(APPLIED)
                .setParameter(1, id)
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Void> parked(Mutiny.Session session, UUID id, Failure failure) {
        return session.createNativeQuery(PARKED)
                .setParameter(1, id)
                .setParameter(2, ErrorCode.APPLICATION_INTERNAL_ERROR.name())
                .setParameter(3, failure.id())
                .setParameter(4, failure.detail())
                .executeUpdate()
                .replaceWithVoid();
    }

    /**
     * Lets a refused message wait to be applied after all.
     *
     * @return whether there was one
     */
    Uni<Boolean> again(Mutiny.Session session, UUID id, String feed) {
        return session.createNativeQuery(AGAIN)
                .setParameter(1, id)
                .setParameter(2, feed)
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /** Messages in a state, the latest first. */
    public Uni<List<InboundEntry>> list(Mutiny.Session session, InboundState state, int limit) {
        return session.createNativeQuery(LIST, Object[].class)
                .setParameter(1, state.name())
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.stream().map(InboundMessages::entry).toList());
    }

    private static InboundEntry entry(Object[] row) {
        return new InboundEntry(
                (UUID) row[0],
                Instant.ofEpochMilli(((Number) row[1]).longValue()),
                (String) row[2],
                (String) row[3],
                (String) row[4],
                (String) row[5],
                InboundState.valueOf((String) row[6]),
                (String) row[7],
                (String) row[8]);
    }

    private static KeptMessage kept(Object[] row) {
        String error = (String) row[3];
        String location = (String) row[4];
        return new KeptMessage(
                (UUID) row[0],
                true,
                InboundState.valueOf((String) row[1]),
                Optional.ofNullable((String) row[2]).flatMap(AcknowledgementCode::of),
                error == null
                        ? Optional.empty()
                        : Optional.of(
                                new Fault(
                                        ErrorCode.valueOf(error),
                                        location == null ? "" : location,
                                        String.valueOf(row[5]),
                                        String.valueOf(row[6]))));
    }
}
