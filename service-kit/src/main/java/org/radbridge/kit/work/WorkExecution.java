package org.radbridge.kit.work;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.database.FreshContext;
import org.radbridge.kit.failure.DelayedFailure;
import org.radbridge.kit.failure.Failure;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.LoggableCause;
import org.radbridge.kit.failure.PermanentFailure;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.trace.TraceParent;

/** Takes one claimed item through its handler to its end: done, waiting for another try, parked. */
@ApplicationScoped
class WorkExecution {
    private static final Logger LOG = Logger.getLogger(WorkExecution.class);

    private final WorkTable table;
    private final Database database;
    private final FreshContext freshContext;

    WorkExecution(WorkTable table, Database database, FreshContext freshContext) {
        this.table = table;
        this.database = database;
        this.freshContext = freshContext;
    }

    /**
     * Does the item. Never fails: when even the outcome cannot be written, the lease runs out and
     * the item is claimed again.
     */
    Uni<Void> run(WorkHandler handler, WorkItem item) {
        return freshContext
                .run(TraceParent.contextOf(item.traceParent()), () -> attempt(handler, item))
                .onFailure()
                .recoverWithUni(cause -> failed(handler, item, cause))
                .onFailure()
                .invoke(cause ->
                        LOG.warnf(
                                cause,
                                "%s %s: the outcome is not written; its lease will run out",
                                item.kind(),
                                item.id()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> attempt(WorkHandler handler, WorkItem item) {
        if (item.attempt() > handler.retry().attempts()) {
            return Uni.createFrom()
                    .failure(
                            new PermanentFailure(
                                    KitFailure.WORK_ABANDONED,
                                    "its process ended " + (item.attempt() - 1) + " times"));
        }
        return handler.handle(item)
                .ifNoItem()
                .after(handler.timeLimit())
                .fail()
                .onFailure(TimeoutException.class)
                .transform(cause ->
                        new RadbridgeException(
                                KitFailure.WORK_TIMED_OUT,
                                "no result after " + handler.timeLimit(),
                                cause))
                .chain(commit -> finish(item, commit));
    }

    private Uni<Void> finish(WorkItem item, Commit commit) {
        return ifLeaseHeld(
                item, session -> table.finish(session, item), session -> commit.apply(session));
    }

    private Uni<Void> failed(WorkHandler handler, WorkItem item, Throwable cause) {
        Failure failure = Failure.of(cause, KitFailure.WORK_FAILED);
        RetryPolicy retry = handler.retry();
        if (cause instanceof PermanentFailure || retry.exhaustedBy(item.attempt())) {
            LOG.errorf(
                    LoggableCause.of(cause),
                    "%s: %s %s is parked after attempt %d: %s",
                    failure.id(),
                    item.kind(),
                    item.id(),
                    item.attempt(),
                    failure.detail());
            return ifLeaseHeld(
                    item,
                    session -> table.park(session, item, failure),
                    session -> handler.parked(session, item, failure));
        }
        Duration delay = delay(retry, item, cause);
        LOG.warnf(
                "%s: %s %s, attempt %d, again in %d ms: %s",
                failure.id(),
                item.kind(),
                item.id(),
                item.attempt(),
                delay.toMillis(),
                failure.detail());
        return ifLeaseHeld(
                item,
                session -> table.again(session, item, failure, delay),
                session -> Uni.createFrom().voidItem());
    }

    /** As the policy has it, or as long as the other side asked to be left alone. */
    private static Duration delay(RetryPolicy retry, WorkItem item, Throwable cause) {
        Duration usual = retry.delayAfter(item.attempt(), ThreadLocalRandom.current());
        return cause instanceof DelayedFailure later && later.delay().compareTo(usual) > 0
                ? later.delay()
                : usual;
    }

    private Uni<Void> ifLeaseHeld(
            WorkItem item,
            Function<Mutiny.Session, Uni<Boolean>> transition,
            Function<Mutiny.Session, Uni<Void>> change) {
        return database.inTransaction(session ->
                transition
                        .apply(session)
                        .chain(held -> {
                            if (!held) {
                                LOG.warnf(
                                        "%s %s: the lease was lost, nothing is" + " written",
                                        item.kind(), item.id());
                                return Uni.createFrom().voidItem();
                            }
                            return change.apply(session);
                        }));
    }
}
