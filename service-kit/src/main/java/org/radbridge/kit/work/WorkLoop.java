package org.radbridge.kit.work;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.radbridge.kit.database.Notifications;

/**
 * Claims due work and hands it to its handlers, as many items of a kind at a time as its handler
 * takes. Woken by a notification, by the next due time, by a finished item, and by a slow poll.
 *
 * <p>Threading: all fields are touched on {@code context} only. Items run elsewhere.
 */
@ApplicationScoped
public class WorkLoop {
    private static final Logger LOG = Logger.getLogger(WorkLoop.class);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(10);

    private final Vertx vertx;
    private final WorkTable table;
    private final WorkExecution execution;
    private final WorkConfig config;
    private final Map<String, WorkHandler> handlers = new HashMap<>();
    private final Map<String, Set<UUID>> running = new HashMap<>();
    private final List<Long> timers = new ArrayList<>();
    private final Notifications notifications;
    private final Context context;
    private boolean stopped;
    private boolean looking;
    private boolean lookAgain;
    private boolean readable = true;
    private long dueTimer = -1;

    WorkLoop(
            Vertx vertx,
            Pool pool,
            WorkTable table,
            WorkExecution execution,
            WorkConfig config,
            @All List<WorkHandler> handlers,
            @All List<WorkHandlers> configured) {
        this.vertx = vertx;
        this.table = table;
        this.execution = execution;
        this.config = config;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        this.notifications = new Notifications(vertx, pool, "kit_work", this::wake);
        Stream<WorkHandler> all =
                Stream.concat(
                        handlers.stream(), configured.stream().flatMap(c -> c.handlers().stream()));
        for (WorkHandler handler : all.toList()) {
            if (this.handlers.put(handler.kind(), handler) != null) {
                throw new IllegalStateException("two handlers for work of kind " + handler.kind());
            }
            running.put(handler.kind(), new HashSet<>());
        }
    }

    void start(@Observes StartupEvent event) {
        if (handlers.isEmpty()) {
            return;
        }
        notifications.open();
        context.runOnContext(ignored -> {
            every(config.poll(), this::look);
            every(config.renewal(), this::renewLeases);
            every(FORGET_EVERY, this::forget);
            look();
        });
    }

    /** Takes no more work. What runs is left to finish, or to its lease. */
    void stop(@Observes ShutdownEvent event) {
        notifications.close();
        context.runOnContext(ignored -> {
            stopped = true;
            timers.forEach(vertx::cancelTimer);
        });
    }

    /** Looks for due work soon. May be called from any thread. */
    public void wake() {
        context.runOnContext(ignored -> look());
    }

    private void every(Duration period, Runnable action) {
        timers.add(vertx.setPeriodic(period.toMillis(), ignored -> action.run()));
    }

    private void look() {
        if (stopped) {
            return;
        }
        if (looking) {
            lookAgain = true;
            return;
        }
        looking = true;
        lookAgain = false;
        table.due()
                .chain(this::claimAll)
                .subscribe()
                .with(
                        next -> context.runOnContext(ignored -> looked(next)),
                        failure -> {
                            context.runOnContext(ignored -> lookedInVain(failure));
                        });
    }

    /** The poll looks again. Said once per outage. */
    private void lookedInVain(Throwable failure) {
        looking = false;
        if (readable) {
            LOG.warnf("work-queue-unreadable: %s", failure);
        }
        readable = false;
    }

    private void looked(Duration next) {
        looking = false;
        readable = true;
        vertx.cancelTimer(dueTimer);
        if (lookAgain) {
            look();
            return;
        }
        if (next.compareTo(config.poll()) < 0) {
            dueTimer = vertx.setTimer(Math.max(1, next.toMillis()), ignored -> look());
        }
    }

    /** Claims for each kind in turn; gives the time until the next item is due. */
    private Uni<Duration> claimAll(Map<String, WorkTable.Due> due) {
        Duration next = config.poll();
        for (WorkTable.Due kind : due.values()) {
            Duration candidate = kind.next().orElse(next);
            next = candidate.compareTo(next) < 0 ? candidate : next;
        }
        List<WorkHandler> wanted =
                handlers.values().stream()
                        .filter(handler -> {
                            WorkTable.Due kind = due.get(handler.kind());
                            return kind != null && kind.now();
                        })
                        .toList();
        return claimEach(wanted.iterator()).replaceWith(next);
    }

    private Uni<Void> claimEach(Iterator<WorkHandler> wanted) {
        if (!wanted.hasNext()) {
            return Uni.createFrom().voidItem();
        }
        WorkHandler handler = wanted.next();
        return onContext(free(handler))
                .chain(free ->
                        free <= 0
                                ? Uni.createFrom().item(List.<WorkItem>of())
                                : table.claim(handler.kind(), free, config.lease()))
                .invoke(items ->
                        context.runOnContext(
                                ignored -> items.forEach(item -> begin(handler, item))))
                .chain(() -> claimEach(wanted));
    }

    private Supplier<Integer> free(WorkHandler handler) {
        return () -> {
            int places = handler.concurrency() - runningOf(handler.kind()).size();
            return places <= 0 ? 0 : handler.admitted(places);
        };
    }

    private <T> Uni<T> onContext(Supplier<T> question) {
        return Uni.createFrom()
                .emitter(emitter ->
                        context.runOnContext(ignored -> emitter.complete(question.get())));
    }

    private Set<UUID> runningOf(String kind) {
        return running.computeIfAbsent(kind, ignored -> new HashSet<>());
    }

    private void begin(WorkHandler handler, WorkItem item) {
        runningOf(item.kind()).add(item.leaseToken());
        execution
                .run(handler, item)
                .subscribe()
                .with(
                        ignored -> context.runOnContext(x -> ended(item)),
                        failure -> {
                            LOG.errorf(failure, "%s %s", item.kind(), item.id());
                            context.runOnContext(x -> ended(item));
                        });
    }

    private void ended(WorkItem item) {
        runningOf(item.kind()).remove(item.leaseToken());
        look();
    }

    private void renewLeases() {
        List<UUID> tokens = running.values().stream().flatMap(Set::stream).toList();
        if (tokens.isEmpty()) {
            return;
        }
        table.renew(tokens, config.lease())
                .subscribe()
                .with(
                        ignored -> {},
                        failure -> LOG.warnf("the leases cannot be renewed: %s", failure));
    }

    private void forget() {
        table.forget(config.retention())
                .subscribe()
                .with(
                        rows -> LOG.debugf("%d finished work items forgotten", rows),
                        failure -> LOG.warnf("finished work is not forgotten yet: %s", failure));
    }
}
