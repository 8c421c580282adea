package org.radbridge.fhirmapper.hl7v2.outbound;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.fhirmapper.hl7v2.Hl7v2Failure;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.Acknowledgement;
import org.radbridge.fhirmapper.hl7v2.mllp.MllpClient;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.Failure;
import org.radbridge.kit.failure.PermanentFailure;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.work.Commit;
import org.radbridge.kit.work.Outage;
import org.radbridge.kit.work.RetryPolicy;
import org.radbridge.kit.work.WorkHandler;
import org.radbridge.kit.work.WorkItem;
import org.radbridge.kit.work.WorkRequest;

/**
 * Sends the messages of one destination until each is acknowledged. A destination that is away is
 * tried for as long as it is, by one message at a time while the others stay where they are; one
 * that refuses a message is asked a few times, one that rejects it once.
 */
public final class SendWork implements WorkHandler {
    private static final int CONCURRENCY = 4;

    private final Destination destination;
    private final MllpClient client;
    private final OutboundMessages messages;
    private final Pauses pauses;
    private final Database database;
    private final Outage outage;

    SendWork(
            Destination destination,
            MllpClient client,
            OutboundMessages messages,
            Pauses pauses,
            Database database) {
        this.destination = destination;
        this.client = client;
        this.messages = messages;
        this.pauses = pauses;
        this.database = database;
        this.outage = new Outage(destination.retryFirst(), destination.retryLongest());
    }

    /** What the work is about: a message that is kept. */
    public record Payload(UUID message) {}

    /** The kind of work that sends to a destination. */
    static String kind(String destination) {
        return "send-hl7v2 " + destination;
    }

    /**
     * The work of sending a message; those about one patient are sent in order.
     *
     * @param request tells this request from earlier ones to send the same
     */
    static WorkRequest request(String destination, UUID id, String patient, int request) {
        return WorkRequest.of(kind(destination), patient, dedupeId(id, request), new Payload(id));
    }

    static String dedupeId(UUID id, int request) {
        return id + " " + request;
    }

    @Override
    public String kind() {
        return kind(destination.name());
    }

    @Override
    public int concurrency() {
        return CONCURRENCY;
    }

    @Override
    public int admitted(int places) {
        return outage.admitted(places);
    }

    @Override
    public RetryPolicy retry() {
        return new RetryPolicy(destination.retryFirst(), destination.retryLongest(), 1)
                .withoutEnd();
    }

    /** Each of those that share the connection may take as long as an answer may. */
    @Override
    public Duration timeLimit() {
        return destination.answerTimeout().multipliedBy(CONCURRENCY + 1L).plusMinutes(1);
    }

    @Override
    public Uni<Commit> handle(WorkItem item) {
        UUID id = item.payload(Payload.class).message();
        return database.inSession(session ->
                        pauses.isPaused(session, destination.name())
                                .chain(paused ->
                                        paused
                                                ? Uni.createFrom()
                                                        .item(
                                                                Optional
                                                                        .<OutboundMessages.Kept>
                                                                                empty())
                                                : messages.find(session, id)))
                .chain(found ->
                        found.filter(OutboundMessages.Kept::isOpen)
                                .map(kept -> send(kept.message()))
                                .orElseGet(() -> Uni.createFrom().item(unlessResumed(id))));
    }

    /** A pause that ended meanwhile would leave the message to nobody: it is looked at again. */
    private Commit unlessResumed(UUID id) {
        return session ->
                pauses.staysPaused(session, destination.name())
                        .chain(paused ->
                                paused
                                        ? Uni.createFrom().voidItem()
                                        : messages.find(session, id)
                                                .invoke(SendWork::refuseOpen)
                                                .replaceWithVoid());
    }

    private static void refuseOpen(Optional<OutboundMessages.Kept> found) {
        if (found.filter(OutboundMessages.Kept::isOpen).isPresent()) {
            throw new RadbridgeException(Hl7v2Failure.UNREACHABLE, "its pause has just ended");
        }
    }

    private Uni<Commit> send(OutboundMessage message) {
        return client.send(message.controlId(), message.body())
                .invoke(outage::answered)
                .onFailure()
                .invoke(outage::failed)
                .chain(answer ->
                        Acknowledgement.of(answer)
                                .map(acknowledgement -> answered(message, acknowledgement))
                                .orElseThrow(
                                        () -> new IllegalStateException("an answer without MSA")));
    }

    private Uni<Commit> answered(OutboundMessage message, Acknowledgement answer) {
        String said = destination.name() + " answered " + answer.code();
        if (answer.code().isAccepted()) {
            return Uni.createFrom()
                    .item(session ->
                            messages.state(
                                    session, message.id(), OutboundState.SENT, Optional.empty()));
        }
        if (answer.code().isRejected()) {
            return Uni.createFrom().failure(new PermanentFailure(Hl7v2Failure.REJECTED, said));
        }
        return database.inTransaction(session -> messages.refused(session, message.id()))
                .map(refusals -> {
                    String times = said + ", " + refusals + " times";
                    if (refusals >= destination.mostRefusals()) {
                        throw new PermanentFailure(Hl7v2Failure.REFUSED, times);
                    }
                    throw new RadbridgeException(Hl7v2Failure.REFUSED, times);
                });
    }

    @Override
    public Uni<Void> parked(Mutiny.Session session, WorkItem item, Failure failure) {
        return messages.state(
                session,
                item.payload(Payload.class).message(),
                OutboundState.PARKED,
                Optional.of(failure));
    }
}
