package org.radbridge.kit.work;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.kit.failure.Failure;

/**
 * Does one kind of work; a CDI bean. It may be called more than once for an item (after a crash, a
 * failure, a lost lease), so what it does outside the returned commit must bear repetition.
 */
public interface WorkHandler {
    /** The kind of work this handler does. */
    String kind();

    /** How many items this process works on at a time. */
    int concurrency();

    /**
     * How many more items it takes now: fewer than there are places while what it works against is
     * away. What is not taken stays as it is, and is looked at again at the next poll.
     *
     * @param places how many places are free
     */
    default int admitted(int places) {
        return places;
    }

    /**
     * Does the work, on a Vert.x event loop that it must not block. A {@link
     * org.radbridge.kit.failure.PermanentFailure} parks the item, any other failure has it tried
     * again.
     */
    Uni<Commit> handle(WorkItem item);

    /** Called in the transaction that parks the item. */
    default Uni<Void> parked(Mutiny.Session session, WorkItem item, Failure failure) {
        return Uni.createFrom().voidItem();
    }

    /** When a failed item is tried again, and how often. */
    default RetryPolicy retry() {
        return RetryPolicy.STANDARD;
    }

    /** An attempt that takes longer counts as failed. */
    default Duration timeLimit() {
        return Duration.ofMinutes(5);
    }
}
