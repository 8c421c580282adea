package org.radbridge.fhirmapper.hl7v2.outbound;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.MessageHeader;
import org.radbridge.fhirmapper.hl7v2.er7.Er7FormatException;
import org.radbridge.fhirmapper.hl7v2.er7.Er7Message;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.work.WorkQueue;

/** What an operator does with the messages of a destination. */
@ApplicationScoped
public class OutboundQueue {
    private static final String STATES =
            """
            SELECT count(*) FILTER (WHERE state = 'WAITING') AS waiting,
                count(*) FILTER (WHERE state = 'PARKED') AS parked,
                CAST(COALESCE(EXTRACT(EPOCH FROM clock_timestamp()
                    - min(created_at) FILTER (WHERE state = 'WAITING')), 0) AS bigint) AS oldest
            FROM hl7v2_outbound
            WHERE destination = CAST(?1 AS text) AND state IN ('WAITING', 'PARKED')
            """;

    private final Destinations destinations;
    private final OutboundMessages messages;
    private final Pauses pauses;
    private final WorkQueue queue;

    OutboundQueue(
            Destinations destinations, OutboundMessages messages, Pauses pauses, WorkQueue queue) {
        this.destinations = destinations;
        this.messages = messages;
        this.pauses = pauses;
        this.queue = queue;
    }

    /** How every destination does. */
    public Uni<List<DestinationState>> states(Mutiny.Session session) {
        Uni<List<DestinationState>> states = Uni.createFrom().item(List.of());
        for (Destination destination : destinations.all()) {
            states =
                    states.chain(before ->
                            state(session, destination.name()).map(state -> join(before, state)));
        }
        return states;
    }

    private static List<DestinationState> join(
            List<DestinationState> before, DestinationState state) {
        return Stream.concat(before.stream(), Stream.of(state)).toList();
    }

    private Uni<DestinationState> state(Mutiny.Session session, String name) {
        return pauses.isPaused(session, name)
                .chain(paused ->
                        session.createNativeQuery(STATES, Object[].class)
                                .setParameter(1, name)
                                .getSingleResult()
                                .map(row ->
                                        new DestinationState(
                                                name,
                                                paused,
                                                destinations.isConnected(name),
                                                ((Number) row[0]).longValue(),
                                                ((Number) row[1]).longValue(),
                                                ((Number) row[2]).longValue())));
    }

    /** Lets what is for a destination wait; a message under way may still be acknowledged. */
    public Uni<Void> pause(Mutiny.Session session, String destination, String by) {
        return known(destination).chain(() -> pauses.pause(session, destination, by));
    }

    /** Ends a pause, and sends what waited. */
    public Uni<Void> resume(Mutiny.Session session, String destination) {
        return known(destination)
                .chain(() -> pauses.resume(session, destination))
                .chain(ended ->
                        ended
                                ? messages.waiting(session, destination)
                                        .chain(all -> sendAll(session, destination, all.iterator()))
                                : Uni.createFrom().voidItem());
    }

    private Uni<Void> sendAll(
            Mutiny.Session session, String destination, Iterator<OutboundMessages.Waiting> all) {
        if (!all.hasNext()) {
            return Uni.createFrom().voidItem();
        }
        OutboundMessages.Waiting next = all.next();
        return send(session, destination, next.id(), next.patient())
                .chain(() -> sendAll(session, destination, all));
    }

    /** What a message says: of the patient too. */
    public Uni<String> content(Mutiny.Session session, UUID id) {
        return messages.find(session, id).map(found -> text(required(found, id).message()));
    }

    /** Sends a message again as it is, with the same control id, whatever became of it. */
    public Uni<Void> resend(Mutiny.Session session, UUID id) {
        return messages.locked(session, id)
                .map(found -> required(found, id))
                .invoke(kept -> {
                    if (kept.state() == OutboundState.REPLACED) {
                        throw conflict("an edited message is sent instead of it");
                    }
                })
                .chain(kept ->
                        send(session, kept.message().destination(), id, kept.message().patient()));
    }

    private Uni<Void> send(Mutiny.Session session, String destination, UUID id, String patient) {
        return messages.request(session, id)
                .chain(request ->
                        queue.cancel(
                                        session,
                                        SendWork.kind(destination),
                                        SendWork.dedupeId(id, request - 1))
                                .chain(() ->
                                        queue.enqueue(
                                                session,
                                                SendWork.request(
                                                        destination, id, patient, request))))
                .replaceWithVoid();
    }

    /** Gives a message up that is not sent yet. */
    public Uni<Void> discard(Mutiny.Session session, UUID id) {
        return messages.locked(session, id)
                .map(found -> open(required(found, id)))
                .chain(kept ->
                        messages.state(session, id, OutboundState.DISCARDED, Optional.empty()));
    }

    /**
     * Sends another text in place of a message that is not sent yet. The original is kept.
     *
     * @param text the whole message, with a control id of its own
     * @param by who changed it
     * @return the id of the message that is sent instead
     */
    public Uni<UUID> edit(Mutiny.Session session, UUID id, String text, String by) {
        return messages.locked(session, id)
                .map(found -> open(required(found, id)))
                .chain(kept -> replace(session, kept.message(), text, by));
    }

    private Uni<UUID> replace(
            Mutiny.Session session, OutboundMessage original, String text, String by) {
        Destination destination =
                destinations.of(original.destination()).orElseThrow(() -> conflict("it is gone"));
        byte[] body =
                text.replace("\r\n", "\r").replace('\n', '\r').getBytes(destination.characterSet());
        OutboundMessage edited =
                new OutboundMessage(
                        UUID.randomUUID(),
                        original.destination(),
                        original.studyInstanceUid(),
                        original.revision(),
                        original.edition(),
                        original.patient(),
                        controlId(body, original),
                        body,
                        original.id(),
                        by);
        return messages.state(session, original.id(), OutboundState.REPLACED, Optional.empty())
                .chain(() -> messages.put(session, edited))
                .invoke(isNew -> {
                    if (!isNew) {
                        throw conflict("another message has this control id");
                    }
                })
                .chain(() ->
                        queue.enqueue(
                                session,
                                SendWork.request(
                                        edited.destination(), edited.id(), edited.patient(), 0)))
                .replaceWith(edited.id());
    }

    /** A changed message under the same control id would be taken for the one refused before. */
    private static String controlId(byte[] body, OutboundMessage original) {
        try {
            Er7Message.parse(new String(body, StandardCharsets.ISO_8859_1));
            String controlId = MessageHeader.of(body).controlId();
            if (controlId.isEmpty() || controlId.equals(original.controlId())) {
                throw invalid("it needs a control id of its own in MSH-10");
            }
            return controlId;
        } catch (Er7FormatException e) {
            throw invalid(e.detail());
        }
    }

    private Uni<Void> known(String destination) {
        return destinations.of(destination).isPresent()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom()
                        .failure(
                                new RadbridgeException(
                                        KitFailure.NOT_FOUND, "there is no such destination"));
    }

    private String text(OutboundMessage message) {
        return destinations
                .of(message.destination())
                .map(of -> new String(message.body(), of.characterSet()))
                .orElseGet(() -> new String(message.body(), StandardCharsets.UTF_8));
    }

    private static OutboundMessages.Kept required(Optional<OutboundMessages.Kept> found, UUID id) {
        return found.orElseThrow(
                () -> new RadbridgeException(KitFailure.NOT_FOUND, "no message is " + id));
    }

    private static OutboundMessages.Kept open(OutboundMessages.Kept kept) {
        if (!kept.isOpen()) {
            throw conflict("it is not waiting");
        }
        return kept;
    }

    private static RadbridgeException conflict(String detail) {
        return new RadbridgeException(KitFailure.CONFLICT, detail);
    }

    private static RadbridgeException invalid(String detail) {
        return new RadbridgeException(KitFailure.INVALID_REQUEST, detail);
    }
}
