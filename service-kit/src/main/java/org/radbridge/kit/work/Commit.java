package org.radbridge.kit.work;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The outcome of a piece of work, written in one transaction with the item's completion: both
 * happen or neither does. It is not called when the lease was lost meanwhile.
 */
@FunctionalInterface
public interface Commit {
    /** Writes the outcome. A failure rolls back, and the item is tried again. */
    Uni<Void> apply(Mutiny.Session session);

    /** Nothing to write beyond the completion. */
    static Commit nothing() {
        return session -> Uni.createFrom().voidItem();
    }
}
