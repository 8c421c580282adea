package org.radbridge.ingest.study;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.radbridge.ingest.receive.ActiveReceptions;
import org.radbridge.kit.failure.Failure;

/**
 * Looks for studies whose deadline has come, every check interval. The deadlines are in the
 * database: what one process leaves behind, it or another closes later.
 */
@ApplicationScoped
class QuietTimer {
    private static final Logger LOG = Logger.getLogger(QuietTimer.class);

    /** How often in the life of a lease it is renewed. */
    private static final int RENEWALS = 4;

    private final Vertx vertx;
    private final StudyClosing closing;
    private final ActiveReceptions active;
    private final StudyConfig config;
    private final AtomicBoolean checking = new AtomicBoolean();
    private final AtomicBoolean reminding = new AtomicBoolean();
    private long checkTimer = -1;
    private long reminderTimer = -1;
    private volatile boolean stopping;

    QuietTimer(Vertx vertx, StudyClosing closing, ActiveReceptions active, StudyConfig config) {
        this.vertx = vertx;
        this.closing = closing;
        this.active = active;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        checkTimer = vertx.setPeriodic(config.checkInterval().toMillis(), _ -> check());
        Duration reminder = config.receivingLease().dividedBy(RENEWALS);
        reminderTimer = vertx.setPeriodic(Math.max(1, reminder.toMillis()), _ -> remind());
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        vertx.cancelTimer(checkTimer);
        vertx.cancelTimer(reminderTimer);
    }

    private void check() {
        if (checking.compareAndSet(false, true)) {
            closeAllDue()
                    .onTermination()
                    .invoke(() -> checking.set(false))
                    .subscribe()
                    .with(_ -> {}, QuietTimer::log);
        }
    }

    private Uni<Void> closeAllDue() {
        return closing.closeNextDue()
                .chain(found -> found && !stopping ? closeAllDue() : Uni.createFrom().voidItem());
    }

    private void remind() {
        Set<String> studies = active.studies();
        if (!studies.isEmpty() && reminding.compareAndSet(false, true)) {
            closing.keepOpen(studies)
                    .onTermination()
                    .invoke(() -> reminding.set(false))
                    .subscribe()
                    .with(_ -> {}, QuietTimer::log);
        }
    }

    private static void log(Throwable cause) {
        Failure failure = Failure.of(cause, StudyFailure.CLOSE_FAILED);
        LOG.errorf("%s: %s", failure.id(), failure.detail());
    }
}
