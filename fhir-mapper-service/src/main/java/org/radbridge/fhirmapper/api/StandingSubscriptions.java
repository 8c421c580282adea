package org.radbridge.fhirmapper.api;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.fhirmapper.store.AccessScope;
import org.radbridge.fhirmapper.store.ResourceQueries;
import org.radbridge.fhirmapper.subscription.Subscriptions;
import org.radbridge.fhirmapper.subscription.Subscriptions.Standing;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** The subscriptions that are on, as far as a caller may see their resources. */
@ApplicationScoped
class StandingSubscriptions {
    static final String TYPE = "Subscription";

    private final ResourceQueries queries;
    private final Subscriptions subscriptions;

    StandingSubscriptions(ResourceQueries queries, Subscriptions subscriptions) {
        this.queries = queries;
        this.subscriptions = subscriptions;
    }

    /** One; fails with {@code not-found}. */
    Uni<Standing> find(Mutiny.Session session, String id, AccessScope scope) {
        return queries.read(session, TYPE, id, scope)
                .chain(found ->
                        found.isEmpty()
                                ? Uni.createFrom().item(Optional.<Standing>empty())
                                : subscriptions.find(session, id))
                .map(found ->
                        found.orElseThrow(() ->
                                new RadbridgeException(
                                        KitFailure.NOT_FOUND,
                                        "no Subscription of this id that is on")));
    }
}
