package org.radbridge.kit.inbox;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.Event;

/** What an event causes in this service, as part of the transaction that notes its id. */
@FunctionalInterface
public interface EventChange<E extends Event> {
    /**
     * Makes the change. A {@link org.radbridge.kit.failure.PermanentFailure} parks the event, any
     * other failure rolls back and has it tried again.
     */
    Uni<Void> apply(Mutiny.Session session, E event, EventMetadata metadata);
}
