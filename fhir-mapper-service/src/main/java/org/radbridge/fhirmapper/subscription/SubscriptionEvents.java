package org.radbridge.fhirmapper.subscription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.result.ResultChange;
import org.radbridge.fhirmapper.result.ResultListener;
import org.radbridge.fhirmapper.result.StudyResults;
import org.radbridge.fhirmapper.subscription.Subscriptions.Standing;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.work.WorkPriority;
import org.radbridge.kit.work.WorkQueue;

/**
 * Numbers what happens to results for those who subscribed to it and may see it, in the transaction
 * in which it happens: an event that is not sent yet is never one that is lost.
 */
@ApplicationScoped
class SubscriptionEvents implements ResultListener {
    /**
     * In one order, so that two results that come at once do not wait for one another in a ring.
     */
    private static final Comparator<Standing> BY_ID = Comparator.comparing(Standing::id);

    private static final Logger LOG = Logger.getLogger(SubscriptionEvents.class);

    private final StudyResults results;
    private final Subscriptions subscriptions;
    private final ShownStatus shown;
    private final Visibility visibility;
    private final WorkQueue queue;

    SubscriptionEvents(
            StudyResults results,
            Subscriptions subscriptions,
            ShownStatus shown,
            Visibility visibility,
            WorkQueue queue) {
        this.results = results;
        this.subscriptions = subscriptions;
        this.shown = shown;
        this.visibility = visibility;
        this.queue = queue;
    }

    @Override
    public Uni<Void> changed(Mutiny.Session session, ResultChange change) {
        return results.find(session, change.studyInstanceUid())
                .map(found -> found.map(SubscriptionTopic::of).orElse(Set.of()))
                .chain(topics ->
                        tell(
                                session,
                                topics,
                                change.studyInstanceUid(),
                                WorkPriority.of(change.lane())));
    }

    /** Tells of an event of these topics that happens to a study's report now. */
    Uni<Void> tell(
            Mutiny.Session session,
            Set<SubscriptionTopic> topics,
            String study,
            WorkPriority priority) {
        Happening happening = new Happening(ResourceIds.diagnosticReport(study), priority);
        return subscribed(session, topics.iterator(), List.of())
                .chain(all -> tell(session, happening, all.iterator()));
    }

    /**
     * What happened.
     *
     * @param report the id of the DiagnosticReport that it is about
     * @param priority how soon others have to know
     */
    private record Happening(String report, WorkPriority priority) {}

    private Uni<List<Standing>> subscribed(
            Mutiny.Session session, Iterator<SubscriptionTopic> topics, List<Standing> before) {
        if (!topics.hasNext()) {
            return Uni.createFrom().item(before.stream().sorted(BY_ID).toList());
        }
        return subscriptions
                .of(session, topics.next())
                .chain(more ->
                        subscribed(
                                session,
                                topics,
                                Stream.concat(before.stream(), more.stream()).toList()));
    }

    private Uni<Void> tell(Mutiny.Session session, Happening happening, Iterator<Standing> to) {
        if (!to.hasNext()) {
            return Uni.createFrom().voidItem();
        }
        Standing subscription = to.next();
        return tell(session, happening, subscription)
                .onFailure(RadbridgeException.class)
                .recoverWithUni(
                        failure -> unusable(session, subscription, (RadbridgeException) failure))
                .chain(() -> tell(session, happening, to));
    }

    private Uni<Void> tell(Mutiny.Session session, Happening happening, Standing subscription) {
        return visibility
                .find(session, subscription.owner(), subscription.filters(), happening.report())
                .chain(found ->
                        found.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : number(session, happening, subscription));
    }

    private Uni<Void> number(Mutiny.Session session, Happening happening, Standing subscription) {
        return subscriptions
                .next(session, subscription.id(), Instant.now(), happening.report())
                .chain(number ->
                        switch (subscription.channel()) {
                            case REST_HOOK ->
                                    queue.enqueue(
                                                    session,
                                                    NotifyWork.event(subscription.id(), number)
                                                            .withPriority(happening.priority()))
                                            .replaceWithVoid();
                            // The number itself wakes those who hold connections.
                            case WEBSOCKET -> Uni.createFrom().voidItem();
                        });
    }

    /** A filter that is no search any longer is its subscription's trouble, not the result's. */
    private Uni<Void> unusable(
            Mutiny.Session session, Standing subscription, RadbridgeException failure) {
        LOG.warnf(
                "subscription-filter-invalid: subscription %s: %s",
                subscription.id(), failure.failureId().id());
        return shown.error(session, subscription, SubscriptionFailure.FILTER.id());
    }
}
