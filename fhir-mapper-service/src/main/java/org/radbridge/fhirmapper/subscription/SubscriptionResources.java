package org.radbridge.fhirmapper.subscription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.ResultState;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.resource.LabelledResource;
import org.radbridge.fhirmapper.store.ResourceRows;
import org.radbridge.fhirmapper.store.ResourceStore;

/**
 * The Subscription resources themselves: what is asked for, and the status that this server sets.
 */
@ApplicationScoped
class SubscriptionResources {
    static final String TYPE = "Subscription";

    /** The row alone: a client that writes it has it locked before it comes here. */
    private static final String FIND =
            """
            SELECT CAST(body AS text) FROM fhir_resource
            WHERE type = 'Subscription' AND id = CAST(?1 AS text) FOR UPDATE
            """;

    private final ResourceStore store;
    private final ComputePool compute;
    private final FhirJson fhirJson;

    SubscriptionResources(ResourceStore store, ComputePool compute, FhirJson fhirJson) {
        this.store = store;
        this.compute = compute;
        this.fhirJson = fhirJson;
    }

    /** A Subscription as it is stored, locked until the session's transaction ends. */
    Uni<Optional<Subscription>> find(Mutiny.Session session, String id) {
        return session.createNativeQuery(FIND, String.class)
                .setParameter(1, id)
                .getResultList()
                .chain(rows ->
                        compute.run(() ->
                                rows.stream()
                                        .findFirst()
                                        .map(json ->
                                                fhirJson.readUnversioned(
                                                        Subscription.class, json))));
    }

    /** Sets the status, in a new version if it was another. */
    Uni<Void> status(
            Mutiny.Session session, String id, SubscriptionStatus status, @Nullable String error) {
        return find(session, id)
                .chain(found ->
                        found.map(
                                        subscription -> {
                                            subscription.setId(id);
                                            subscription.setStatus(status);
                                            subscription.setError(error);
                                            return write(session, subscription);
                                        })
                                .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> write(Mutiny.Session session, Subscription subscription) {
        return compute.run(() ->
                        ResourceRows.of(
                                fhirJson,
                                List.of(
                                        new LabelledResource(
                                                subscription,
                                                ResultState.SIGNED,
                                                true,
                                                Urgency.ROUTINE,
                                                null,
                                                null,
                                                1))))
                .chain(rows -> store.write(session, rows, Instant.now()))
                .replaceWithVoid();
    }
}
