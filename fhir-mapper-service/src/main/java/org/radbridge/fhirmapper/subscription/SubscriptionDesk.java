package org.radbridge.fhirmapper.subscription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.radbridge.fhirmapper.interaction.WriteFollower;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.work.WorkQueue;

/**
 * Takes subscriptions up as they are written: what is not offered is refused there and then, and
 * the endpoint has to answer a handshake before anything is sent to it.
 */
@ApplicationScoped
class SubscriptionDesk implements WriteFollower {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Subscriptions subscriptions;
    private final SubscriptionResources resources;
    private final Visibility visibility;
    private final WorkQueue queue;
    private final SubscriptionConfig config;

    SubscriptionDesk(
            Subscriptions subscriptions,
            SubscriptionResources resources,
            Visibility visibility,
            WorkQueue queue,
            SubscriptionConfig config) {
        this.subscriptions = subscriptions;
        this.resources = resources;
        this.visibility = visibility;
        this.queue = queue;
        this.config = config;
    }

    @Override
    public String type() {
        return SubscriptionResources.TYPE;
    }

    @Override
    public Uni<Void> written(Mutiny.Session session, Caller caller, String id, boolean deleted) {
        if (deleted) {
            return subscriptions.remove(session, id);
        }
        return resources
                .find(session, id)
                .map(found -> Asked.of(found.orElseThrow()))
                .chain(asked ->
                        asked.on()
                                ? begin(session, caller, id, asked)
                                : subscriptions.remove(session, id));
    }

    private Uni<Void> begin(Mutiny.Session session, Caller caller, String id, Asked asked) {
        asked.endpoint().ifPresent(this::allowed);
        asked.filters().forEach(visibility::check);
        return subscriptions
                .others(session, id)
                .invoke(others -> {
                    if (others >= config.most()) {
                        throw new RadbridgeException(
                                SubscriptionFailure.TOO_MANY, "at most " + config.most());
                    }
                })
                .chain(() -> subscriptions.put(session, id, asked, caller))
                .chain(() -> resources.status(session, id, SubscriptionStatus.REQUESTED, null))
                .chain(() ->
                        switch (asked.channel()) {
                            case REST_HOOK ->
                                    queue.enqueue(
                                                    session,
                                                    NotifyWork.handshake(
                                                            id, UUID.randomUUID().toString()))
                                            .replaceWithVoid();
                            // Its handshake follows on its binding.
                            case WEBSOCKET -> Uni.createFrom().voidItem();
                        });
    }

    private void allowed(URI endpoint) {
        boolean plain = "http".equals(endpoint.getScheme());
        boolean listed =
                config.endpoints().orElse(List.of()).stream()
                        .anyMatch(prefix ->
                                endpoint.toString().equals(prefix)
                                        || endpoint.toString()
                                                .startsWith(
                                                        prefix.endsWith("/")
                                                                ? prefix
                                                                : prefix + "/"));
        if (!listed
                || plain && !THIS_MACHINE.contains(String.valueOf(endpoint.getHost()))
                || !plain && !"https".equals(endpoint.getScheme())
                || endpoint.getUserInfo() != null) {
            throw new RadbridgeException(
                    SubscriptionFailure.ENDPOINT,
                    "the site lists those that are, in radbridge.subscriptions.endpoints");
        }
    }
}
