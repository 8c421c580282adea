package org.radbridge.fhirmapper.hl7v2.inbound;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.hl7v2.Hl7v2Failure;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.MessageHeader;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.RefusedMessageException;
import org.radbridge.fhirmapper.hl7v2.er7.CharacterSets;
import org.radbridge.fhirmapper.hl7v2.er7.Er7Message;
import org.radbridge.fhirmapper.identity.PatientEvents;
import org.radbridge.fhirmapper.identity.PatientMerges;
import org.radbridge.fhirmapper.order.OrderUpdate;
import org.radbridge.fhirmapper.order.Orders;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.Failure;
import org.radbridge.kit.failure.PermanentFailure;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.work.Commit;
import org.radbridge.kit.work.RetryPolicy;
import org.radbridge.kit.work.WorkHandler;
import org.radbridge.kit.work.WorkItem;
import org.radbridge.kit.work.WorkRequest;

/** Applies a message that came in, after the earlier ones of its patients. */
@ApplicationScoped
public class InboundWork implements WorkHandler {
    /** The kind of this work; its key is the patient that the message is foremost about. */
    public static final String KIND = "apply-hl7v2";

    private static final int CONCURRENCY = 8;
    private static final RetryPolicy RETRY =
            new RetryPolicy(Duration.ofMillis(50), Duration.ofSeconds(30), 25);

    private final InboundMessages messages;
    private final Feeds feeds;
    private final PatientEvents patients;
    private final PatientMerges merges;
    private final Orders orders;
    private final Database database;
    private final ComputePool compute;

    public InboundWork(
            InboundMessages messages,
            Feeds feeds,
            PatientEvents patients,
            PatientMerges merges,
            Orders orders,
            Database database,
            ComputePool compute) {
        this.messages = messages;
        this.feeds = feeds;
        this.patients = patients;
        this.merges = merges;
        this.orders = orders;
        this.database = database;
        this.compute = compute;
    }

    /** What the work is about: a message that is kept. */
    public record Payload(UUID message) {}

    /** The work that a message asks for. */
    static WorkRequest request(UUID message, String patient, String dedupeId) {
        return WorkRequest.of(KIND, patient, dedupeId, new Payload(message));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int concurrency() {
        return CONCURRENCY;
    }

    @Override
    public RetryPolicy retry() {
        return RETRY;
    }

    @Override
    public Uni<Commit> handle(WorkItem item) {
        UUID id = item.payload(Payload.class).message();
        return database.inSession(session ->
                        messages.earlierWaits(session, id)
                                .chain(waits -> waits ? behind() : messages.body(session, id)))
                .chain(found ->
                        found.map(body ->
                                        compute.run(() -> read(body))
                                                .map(read -> apply(id, body, read)))
                                .orElseGet(() -> Uni.createFrom().item(Commit.nothing())));
    }

    private static <T> Uni<T> behind() {
        return Uni.createFrom()
                .failure(
                        new RadbridgeException(
                                Hl7v2Failure.EARLIER_WAITS,
                                "it is applied after an earlier one about the same patient"));
    }

    private Interpretation read(InboundMessages.Body body) {
        String feed = body.feed();
        if (feed == null) {
            throw new PermanentFailure(Hl7v2Failure.UNKNOWN_SENDER, "it is of no feed");
        }
        try {
            MessageHeader header = MessageHeader.of(body.bytes());
            String text = CharacterSets.decode(body.bytes(), feeds.characterSet(feed, header));
            return new MessageReader(feeds.settings(feed)).read(Er7Message.parse(text));
        } catch (RefusedMessageException e) {
            throw new PermanentFailure(e.failureId(), e.location() + ": " + e.detail(), e);
        }
    }

    private Commit apply(UUID id, InboundMessages.Body body, Interpretation read) {
        String by = body.feed() == null ? body.address() : body.feed();
        return session -> apply(session, read, by).chain(() -> messages.applied(session, id));
    }

    private Uni<Void> apply(Mutiny.Session session, Interpretation read, String by) {
        return switch (read) {
            case Interpretation.Adt adt -> patients.take(session, adt.patient(), adt.visit());
            case Interpretation.Orders all -> order(session, all.orders().iterator());
            case Interpretation.Merges all -> merge(session, all.merges().iterator(), by);
        };
    }

    private Uni<Void> order(Mutiny.Session session, Iterator<OrderUpdate> order) {
        return order.hasNext()
                ? orders.take(session, order.next()).chain(() -> order(session, order))
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> merge(
            Mutiny.Session session, Iterator<Interpretation.Merge> merge, String by) {
        if (!merge.hasNext()) {
            return Uni.createFrom().voidItem();
        }
        Interpretation.Merge next = merge.next();
        return patients.take(session, next.surviving(), Optional.empty())
                .chain(() -> merges.merge(session, next.merge(), by))
                .chain(() -> merge(session, merge, by));
    }

    @Override
    public Uni<Void> parked(Mutiny.Session session, WorkItem item, Failure failure) {
        return messages.parked(session, item.payload(Payload.class).message(), failure);
    }
}
