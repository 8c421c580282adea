package org.radbridge.fhirmapper.sr;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.ResultPublished;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.result.ResultChange;
import org.radbridge.fhirmapper.result.ResultListener;
import org.radbridge.fhirmapper.result.StudyResults;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.outbox.Outbox;
import org.radbridge.kit.work.Commit;
import org.radbridge.kit.work.RetryPolicy;
import org.radbridge.kit.work.WorkHandler;
import org.radbridge.kit.work.WorkItem;
import org.radbridge.kit.work.WorkPriority;
import org.radbridge.kit.work.WorkQueue;
import org.radbridge.kit.work.WorkRequest;

/**
 * Brings a result's structured report into the PACS. It is tried until the PACS shows the report:
 * its UID is derived, so that storing it again stores nothing twice.
 */
@ApplicationScoped
public class StructuredReportWork implements WorkHandler, ResultListener {
    /** The kind of this work; its key is the study. */
    public static final String KIND = "store-structured-report";

    private static final Logger LOG = Logger.getLogger(StructuredReportWork.class);
    private static final RetryPolicy RETRY =
            new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(30), 1).withoutEnd();

    private final WorkQueue queue;
    private final StudyResults results;
    private final Pacs pacs;
    private final Outbox outbox;
    private final Database database;
    private final ComputePool compute;
    private final int concurrency;
    private final String softwareVersion;

    public StructuredReportWork(
            WorkQueue queue,
            StudyResults results,
            Pacs pacs,
            Outbox outbox,
            Database database,
            ComputePool compute,
            PacsConfig config,
            @ConfigProperty(name = "quarkus.application.version") String softwareVersion) {
        this.queue = queue;
        this.results = results;
        this.pacs = pacs;
        this.outbox = outbox;
        this.database = database;
        this.compute = compute;
        this.concurrency = config.concurrency();
        this.softwareVersion = softwareVersion;
    }

    /**
     * What the work is about.
     *
     * @param change the result whose report is stored
     */
    public record Payload(ResultChange change) {}

    @Override
    public Uni<Void> changed(Mutiny.Session session, ResultChange change) {
        return queue.enqueue(
                        session,
                        WorkRequest.of(
                                        KIND,
                                        change.studyInstanceUid(),
                                        change.id(),
                                        new Payload(change))
                                .withPriority(WorkPriority.of(change.lane())))
                .replaceWithVoid();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int concurrency() {
        return concurrency;
    }

    @Override
    public RetryPolicy retry() {
        return RETRY;
    }

    @Override
    public Uni<Commit> handle(WorkItem item) {
        ResultChange change = item.payload(Payload.class).change();
        return database.inSession(session -> results.find(session, change.studyInstanceUid()))
                .map(found -> found.filter(result -> result.change().equals(change)))
                .chain(found ->
                        found.map(result -> deliver(result, item.attempt()))
                                .orElseGet(() -> superseded(change)));
    }

    private Uni<Commit> deliver(StudyResult result, int attempt) {
        Uni<Boolean> alreadyThere = attempt == 1 ? Uni.createFrom().item(false) : holds(result);
        return alreadyThere
                .chain(there -> there ? Uni.createFrom().voidItem() : store(result))
                .replaceWith(() -> confirmed(result));
    }

    private Uni<Boolean> holds(StudyResult result) {
        return pacs.holds(
                result.event().studyInstanceUid(), StructuredReport.sopInstanceUid(result));
    }

    private Uni<Void> store(StudyResult result) {
        return compute.run(() -> pacs.encode(new StructuredReport(result, softwareVersion).build()))
                .chain(pacs::store)
                .chain(() -> holds(result))
                .invoke(there -> {
                    if (!there) {
                        throw new RadbridgeException(
                                PacsFailure.NOT_CONFIRMED,
                                "it took the report and does not show it yet");
                    }
                })
                .replaceWithVoid();
    }

    private Commit confirmed(StudyResult result) {
        InferenceCompleted event = result.event();
        String sopInstanceUid = StructuredReport.sopInstanceUid(result);
        Instant now = Instant.now();
        Map<TimelineStep, Instant> stamps = new EnumMap<>(TimelineStep.class);
        stamps.put(TimelineStep.SR_IN_PACS, now);
        ResultPublished published =
                new ResultPublished(
                        event.studyInstanceUid(),
                        event.revision(),
                        event.lane(),
                        event.urgency(),
                        ResourceIds.diagnosticReport(event.studyInstanceUid()),
                        sopInstanceUid,
                        stamps);
        return session ->
                results.confirm(session, result.change(), sopInstanceUid, now)
                        .chain(() -> outbox.append(session, published, event.lane()));
    }

    private static Uni<Commit> superseded(ResultChange change) {
        LOG.infof(
                "study %s: edition %d of its result is superseded before its report was stored",
                change.studyInstanceUid(), change.edition());
        return Uni.createFrom().item(Commit.nothing());
    }
}
