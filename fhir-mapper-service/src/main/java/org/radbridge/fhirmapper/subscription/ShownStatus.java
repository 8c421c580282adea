package org.radbridge.fhirmapper.subscription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.subscription.Subscriptions.Standing;

/**
 * How a subscription stands, in its resource and in its row. The resource comes first, as a
 * client's write locks them.
 */
@ApplicationScoped
class ShownStatus {
    private static final String ACTIVE = "active";
    private static final String ERROR = "error";

    private final SubscriptionResources resources;
    private final Subscriptions subscriptions;

    ShownStatus(SubscriptionResources resources, Subscriptions subscriptions) {
        this.resources = resources;
        this.subscriptions = subscriptions;
    }

    /**
     * It hears what it is sent.
     *
     * @param sent the highest number that it heard; 0 when it heard no event
     */
    Uni<Void> active(Mutiny.Session session, Standing subscription, long sent) {
        return put(session, subscription, ACTIVE, SubscriptionStatus.ACTIVE, null, sent);
    }

    /** It cannot be told. */
    Uni<Void> error(Mutiny.Session session, Standing subscription, String reason) {
        return put(session, subscription, ERROR, SubscriptionStatus.ERROR, reason, 0);
    }

    private Uni<Void> put(
            Mutiny.Session session,
            Standing subscription,
            String status,
            SubscriptionStatus shown,
            @Nullable String reason,
            long sent) {
        Uni<Void> resource =
                subscription.status().equals(status)
                        ? Uni.createFrom().voidItem()
                        : resources.status(session, subscription.id(), shown, reason);
        return resource.chain(
                () -> subscriptions.status(session, subscription.id(), status, reason, sent));
    }
}
