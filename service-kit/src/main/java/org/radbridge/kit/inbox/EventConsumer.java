package org.radbridge.kit.inbox;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.radbridge.contracts.Event;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.Failure;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.PermanentFailure;
import org.radbridge.kit.trace.TraceParent;
import org.radbridge.kit.work.RetryPolicy;

/**
 * Lets an event change this service once, however often it is delivered.
 *
 * <p>The event's id and the change are written in one transaction, and the message is acknowledged
 * after its commit. A failure is tried again in place, with growing delay, so that the partition's
 * order holds; a permanent one, or the last of several, parks the event. While the database does
 * not answer, nothing counts as an attempt and nothing is acknowledged.
 */
@ApplicationScoped
public class EventConsumer {
    private static final Logger LOG = Logger.getLogger(EventConsumer.class);
    private static final RetryPolicy RETRY =
            new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(5), 8);
    private static final String NOTE_ID =
            "INSERT INTO kit_inbox (channel, event_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING";

    private final Database database;
    private final ParkedEvents parkedEvents;
    private final String service;

    public EventConsumer(
            Database database,
            ParkedEvents parkedEvents,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.database = database;
        this.parkedEvents = parkedEvents;
        this.service = service;
    }

    /**
     * Processes a message, to be returned from an {@code @Incoming} method that takes {@code
     * Message<byte[]>}. Completes when the message is acknowledged.
     */
    public <E extends Event> Uni<Void> once(
            Message<byte[]> message, Class<E> body, EventChange<E> change) {
        ReceivedRecord record = ReceivedRecord.of(message);
        if (record.isMeantForAnother(service)) {
            return Uni.createFrom().completionStage(message.ack());
        }
        return attempt(record, body, change, 1, 1)
                .chain(() -> Uni.createFrom().completionStage(message.ack()));
    }

    /**
     * One attempt, and those after it.
     *
     * @param attempt counts failures while the database answered, 1 for the first attempt
     * @param round counts all attempts: the delay grows with it
     */
    private <E extends Event> Uni<Void> attempt(
            ReceivedRecord record, Class<E> body, EventChange<E> change, int attempt, int round) {
        return change(record, body, change)
                .onFailure()
                .recoverWithUni(cause ->
                        afterFailure(record, cause, attempt)
                                .chain(step ->
                                        switch (step) {
                                            case PARKED -> Uni.createFrom().voidItem();
                                            case FAILED ->
                                                    later(record, body, change, attempt + 1, round);
                                            case DATABASE_AWAY ->
                                                    later(record, body, change, attempt, round);
                                        }));
    }

    private enum Step {
        PARKED,
        FAILED,
        DATABASE_AWAY
    }

    private <E extends Event> Uni<Void> later(
            ReceivedRecord record, Class<E> body, EventChange<E> change, int attempt, int round) {
        Duration delay = RETRY.delayAfter(round, ThreadLocalRandom.current());
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(delay)
                .chain(() -> attempt(record, body, change, attempt, round + 1));
    }

    private <E extends Event> Uni<Void> change(
            ReceivedRecord record, Class<E> body, EventChange<E> change) {
        return Uni.createFrom()
                .deferred(() -> {
                    EventMetadata metadata = record.metadata(body);
                    E event = record.event(body);
                    return database.inTransaction(
                            TraceParent.contextOf(metadata.traceParent()),
                            session ->
                                    noteId(session, record.channel(), metadata.id())
                                            .chain(isNew ->
                                                    isNew
                                                            ? change.apply(session, event, metadata)
                                                            : Uni.createFrom().voidItem()));
                });
    }

    private static Uni<Boolean> noteId(Mutiny.Session session, String channel, String eventId) {
        return session.createNativeQuery(NOTE_ID)
                .setParameter(1, channel)
                .setParameter(2, eventId)
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    private Uni<Step> afterFailure(ReceivedRecord record, Throwable cause, int attempt) {
        Failure failure = Failure.of(cause, KitFailure.EVENT_FAILED);
        if (cause instanceof PermanentFailure || RETRY.exhaustedBy(attempt)) {
            return park(record, failure, attempt);
        }
        LOG.warnf(
                "%s: event %s on %s, attempt %d: %s",
                failure.id(),
                record.eventId().orElse("?"),
                record.channel(),
                attempt,
                failure.detail());
        return databaseAnswers().map(answers -> answers ? Step.FAILED : Step.DATABASE_AWAY);
    }

    private Uni<Step> park(ReceivedRecord record, Failure failure, int attempts) {
        return database.inTransaction(
                        session -> parkedEvents.park(session, record, failure, attempts))
                .invoke(() ->
                        LOG.errorf(
                                "%s: event %s on %s at %s is parked: %s",
                                failure.id(),
                                record.eventId().orElse("?"),
                                record.channel(),
                                record.position(),
                                failure.detail()))
                .replaceWith(Step.PARKED)
                .onFailure()
                .invoke(cause ->
                        LOG.warnf(
                                "event %s on %s cannot be parked yet: %s",
                                record.eventId().orElse("?"),
                                record.channel(),
                                cause.getClass().getName()))
                .onFailure()
                .recoverWithItem(Step.DATABASE_AWAY);
    }

    private Uni<Boolean> databaseAnswers() {
        return database.inSession(
                        session -> session.createNativeQuery("SELECT 1").getSingleResult())
                .replaceWith(true)
                .onFailure()
                .recoverWithItem(false);
    }
}
