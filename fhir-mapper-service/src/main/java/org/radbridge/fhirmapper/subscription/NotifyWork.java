package org.radbridge.fhirmapper.subscription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hl7.fhir.r4.model.Subscription;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.store.StoredResource;
import org.radbridge.fhirmapper.subscription.Notification.Kind;
import org.radbridge.fhirmapper.subscription.Subscriptions.Event;
import org.radbridge.fhirmapper.subscription.Subscriptions.Standing;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.work.Commit;
import org.radbridge.kit.work.RetryPolicy;
import org.radbridge.kit.work.WorkHandler;
import org.radbridge.kit.work.WorkItem;
import org.radbridge.kit.work.WorkRequest;

/**
 * Sends the handshake and the events of a subscription, in their order, until each is heard. An
 * endpoint that is away has its subscription in {@code error}, and is tried for as long as it is.
 */
@ApplicationScoped
public class NotifyWork implements WorkHandler {
    /** The kind of this work; its key is the subscription. */
    public static final String KIND = "notify-subscriber";

    private static final int CONCURRENCY = 8;
    private static final String ERROR = "error";

    private final Subscriptions subscriptions;
    private final SubscriptionResources resources;
    private final Visibility visibility;
    private final Subscriber subscriber;
    private final Database database;
    private final NotificationText text;
    private final ShownStatus shown;
    private final AuditLog auditLog;
    private final SubscriptionConfig config;

    NotifyWork(
            Subscriptions subscriptions,
            SubscriptionResources resources,
            Visibility visibility,
            Subscriber subscriber,
            Database database,
            NotificationText text,
            ShownStatus shown,
            AuditLog auditLog,
            SubscriptionConfig config) {
        this.subscriptions = subscriptions;
        this.resources = resources;
        this.visibility = visibility;
        this.subscriber = subscriber;
        this.database = database;
        this.text = text;
        this.shown = shown;
        this.auditLog = auditLog;
        this.config = config;
    }

    /**
     * What the work is about.
     *
     * @param kind what is sent
     * @param number of the event; 0 where there is none
     */
    public record Payload(String subscription, Kind kind, long number) {}

    /** The handshake after a write. */
    static WorkRequest handshake(String subscription, String write) {
        return WorkRequest.of(
                KIND, subscription, write, new Payload(subscription, Kind.HANDSHAKE, 0));
    }

    /** An event's notification. */
    static WorkRequest event(String subscription, long number) {
        return WorkRequest.of(
                KIND,
                subscription,
                subscription + " " + number,
                new Payload(subscription, Kind.EVENT, number));
    }

    /** A sign of life. */
    static WorkRequest heartbeat(String subscription, String beat) {
        return WorkRequest.of(
                KIND, subscription, beat, new Payload(subscription, Kind.HEARTBEAT, 0));
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
        return new RetryPolicy(config.retryFirst(), config.retryLongest(), 1).withoutEnd();
    }

    @Override
    public Duration timeLimit() {
        return config.timeout().multipliedBy(2).plusMinutes(1);
    }

    /**
     * What is sent: a subscription, what it asks for, and the event with what may be told of it.
     */
    private record Sending(
            Standing subscription,
            Asked asked,
            Optional<Event> event,
            Optional<StoredResource> report) {

        /** Whether there is an event that the owner may not see any longer. */
        boolean withheld() {
            return event.isPresent() && report.isEmpty();
        }
    }

    @Override
    public Uni<Commit> handle(WorkItem item) {
        Payload payload = item.payload(Payload.class);
        return database.inTransaction(session -> load(session, payload))
                .chain(found ->
                        found.map(sending ->
                                        sending.withheld()
                                                ? Uni.createFrom().item(withheld(sending))
                                                : send(sending, payload))
                                .orElseGet(() -> Uni.createFrom().item(Commit.nothing())));
    }

    private Uni<Optional<Sending>> load(Mutiny.Session session, Payload payload) {
        return subscriptions
                .find(session, payload.subscription())
                .map(found -> found.filter(NotifyWork::isTold))
                .chain(found ->
                        found.map(standing ->
                                        resources
                                                .find(session, standing.id())
                                                .chain(resource ->
                                                        load(session, payload, standing, resource)))
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /** What waited for an endpoint has none when a websocket took its place. */
    private static boolean isTold(Standing standing) {
        return standing.channel() == SubscriptionChannel.REST_HOOK && !standing.ended();
    }

    private Uni<Optional<Sending>> load(
            Mutiny.Session session,
            Payload payload,
            Standing standing,
            Optional<Subscription> resource) {
        if (resource.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        Asked asked = Asked.of(resource.get());
        if (payload.kind() != Kind.EVENT) {
            return Uni.createFrom()
                    .item(
                            Optional.of(
                                    new Sending(
                                            standing, asked, Optional.empty(), Optional.empty())));
        }
        return subscriptions
                .events(session, standing.id(), payload.number(), payload.number())
                .chain(events ->
                        events.isEmpty()
                                ? Uni.createFrom().item(Optional.empty())
                                : visibility
                                        .find(
                                                session,
                                                standing.owner(),
                                                List.of(),
                                                events.getFirst().report())
                                        .map(report ->
                                                Optional.of(
                                                        new Sending(
                                                                standing,
                                                                asked,
                                                                Optional.of(events.getFirst()),
                                                                report))));
    }

    private Uni<Commit> send(Sending sending, Payload payload) {
        return text(sending, payload.kind())
                .chain(text -> subscriber.send(sending.asked(), text))
                .onFailure(RadbridgeException.class)
                .call(failure -> notHeard(sending, (RadbridgeException) failure))
                .replaceWith(() -> heard(sending, payload));
    }

    private Uni<String> text(Sending sending, Kind kind) {
        SubscriptionContent content = sending.asked().content();
        return sending.event()
                .map(event ->
                        text.of(
                                sending.subscription(),
                                event,
                                sending.report().orElseThrow(),
                                content))
                .orElseGet(() -> text.of(sending.subscription(), kind, content));
    }

    /** Said once, when it begins. */
    private Uni<Void> notHeard(Sending sending, RadbridgeException failure) {
        Standing subscription = sending.subscription();
        if (subscription.status().equals(ERROR)) {
            return Uni.createFrom().voidItem();
        }
        String reason = failure.failureId().id();
        return database.inTransaction(session -> shown.error(session, subscription, reason));
    }

    private Commit heard(Sending sending, Payload payload) {
        Standing subscription = sending.subscription();
        return session ->
                shown.active(session, subscription, payload.number())
                        .chain(() ->
                                sending.report()
                                        .map(report -> recorded(session, subscription, report))
                                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> recorded(
            Mutiny.Session session, Standing subscription, StoredResource report) {
        return auditLog.record(
                session,
                auditLog.entry(
                                "subscription:" + subscription.id(),
                                null,
                                Action.TRANSFER,
                                Visibility.REPORT)
                        .resourceId(report.id())
                        .patient(report.owner().orElse(null))
                        .study(report.studyInstanceUid().orElse(null))
                        .build());
    }

    /** Its owner may not see the report any longer: nothing is sent, and that is to be seen. */
    private Commit withheld(Sending sending) {
        return session -> shown.error(session, sending.subscription(), Visibility.WITHHELD);
    }
}
