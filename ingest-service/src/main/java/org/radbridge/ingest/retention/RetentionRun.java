package org.radbridge.ingest.retention;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.ingest.retention.DueStudies.Due;
import org.radbridge.ingest.retention.StudyDeletion.Order;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Deletes, once per interval, the studies whose time is over by rule. The file is read for each
 * run; one that cannot be read deletes nothing, and the log says so.
 */
@ApplicationScoped
public class RetentionRun {
    private static final Logger LOG = Logger.getLogger(RetentionRun.class);
    private static final String NAME = "retention";

    private final Vertx vertx;
    private final RetentionConfig config;
    private final DueStudies studies;
    private final StudyDeletion deletion;
    private final AuditLog auditLog;
    private final MeterRegistry metrics;
    private final AtomicBoolean running = new AtomicBoolean();

    RetentionRun(
            Vertx vertx,
            RetentionConfig config,
            DueStudies studies,
            StudyDeletion deletion,
            AuditLog auditLog,
            MeterRegistry metrics) {
        this.vertx = vertx;
        this.config = config;
        this.studies = studies;
        this.deletion = deletion;
        this.auditLog = auditLog;
        this.metrics = metrics;
    }

    /** Rules that cannot be read stop the start: whoever wrote them is still there to see it. */
    void start(@Observes StartupEvent event) {
        config.rules().ifPresent(RetentionRun::read);
        vertx.setPeriodic(config.interval().toMillis(), _ -> begin());
    }

    private void begin() {
        if (running.compareAndSet(false, true)) {
            run(Instant.now())
                    .onTermination()
                    .invoke(() -> running.set(false))
                    .subscribe()
                    .with(_ -> {}, failure -> LOG.errorf(failure, "retention-failed: tried again"));
        }
    }

    /** The studies whose time is over at the instant, the oldest first; none is touched. */
    public Uni<List<Due>> due(Instant now, int limit) {
        return dueAt(now).select().first(limit).collect().asList();
    }

    /** Deletes what is over at the instant; tells how many studies went. */
    public Uni<Long> run(Instant now) {
        return dueAt(now)
                .onItem()
                .transformToUniAndConcatenate(this::delete)
                .collect()
                .with(java.util.stream.Collectors.summingLong(deleted -> deleted))
                .invoke(deleted -> {
                    if (deleted > 0) {
                        LOG.infof("retention: %d studies deleted", deleted);
                    }
                });
    }

    private Multi<Due> dueAt(Instant now) {
        return Multi.createFrom()
                .deferred(() -> {
                    Optional<RetentionRules> rules = config.rules().map(RetentionRun::read);
                    return rules.isEmpty()
                            ? Multi.createFrom().<Due>empty()
                            : studies.over(rules.get(), now);
                });
    }

    /** A hold that was placed meanwhile, or another replica that was quicker, is no failure. */
    private Uni<Long> delete(Due due) {
        Order order =
                new Order(
                        "rule:" + due.rule(),
                        "kept as long as the rule says",
                        NAME,
                        () -> auditLog.entry(NAME, null, Action.DELETE, DeletionResource.RESOURCE));
        return deletion.study(due.studyInstanceUid(), order)
                .invoke(() ->
                        metrics.counter("radbridge.retention.deleted", "rule", due.rule())
                                .increment())
                .replaceWith(1L)
                .onFailure(RadbridgeException.class)
                .recoverWithItem(0L);
    }

    private static RetentionRules read(Path file) {
        try {
            return RetentionRulesFile.read(file.getFileName().toString(), Files.readString(file));
        } catch (IOException e) {
            throw new RadbridgeException(
                    RetentionFailure.RULES_INVALID, "the file " + file + " cannot be read", e);
        }
    }
}
