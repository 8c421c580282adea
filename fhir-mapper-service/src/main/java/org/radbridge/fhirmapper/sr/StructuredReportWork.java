package org.radbridge.fhirmapper.sr;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.ResultPublished;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.mapping.ResourceIds;
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
import org.radbridge.kit.work.WorkRequest;

/**
 * Brings a result's structured report into the PACS. It is tried until the PACS shows the report:
 * its UID is derived, so that storing it again stores nothing twice.
 */
@ApplicationScoped
public class StructuredReportWork implements WorkHandler {
    /** The kind of this work; its key is the study. */
    public static final String KIND = "store-structured-report";

    private static final Logger LOG = Logger.getLogger(StructuredReportWork.class);
    private static final RetryPolicy RETRY =
            new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(30), 1).withoutEnd();

    private final StudyResults results;
    private final Pacs pacs;
    private final Outbox outbox;
    private final Database database;
    private final ComputePool compute;
    private final int concurrency;
    private final String softwareVersion;

    public StructuredReportWork(
            StudyResults results,
            Pacs pacs,
            Outbox outbox,
            Database database,
            ComputePool compute,
            PacsConfig config,
            @ConfigProperty(name = "quarkus.application.version") String softwareVersion) {
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
     * @param studyInstanceUid the study
     * @param sopInstanceUid the report's
     */
    public record Payload(String studyInstanceUid, String sopInstanceUid) {}

    /** The work that a result asks for. */
    public static WorkRequest request(InferenceCompleted event) {
        String uid = StructuredReport.sopInstanceUid(event);
        return WorkRequest.of(
                        KIND,
                        event.studyInstanceUid(),
                        uid,
                        new Payload(event.studyInstanceUid(), uid))
                .withPriority(WorkPriority.of(event.lane()));
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
        Payload payload = item.payload(Payload.class);
        return database.inSession(session -> results.find(session, payload.studyInstanceUid()))
                .map(found -> found.filter(result -> isOf(result, payload)))
                .chain(found ->
                        found.map(result -> deliver(result, payload, item.attempt()))
                                .orElseGet(() -> superseded(payload)));
    }

    private static boolean isOf(StudyResult result, Payload payload) {
        return StructuredReport.sopInstanceUid(result.event()).equals(payload.sopInstanceUid());
    }

    private Uni<Commit> deliver(StudyResult result, Payload payload, int attempt) {
        Uni<Boolean> alreadyThere =
                attempt == 1
                        ? Uni.createFrom().item(false)
                        : pacs.holds(payload.studyInstanceUid(), payload.sopInstanceUid());
        return alreadyThere
                .chain(there -> there ? Uni.createFrom().voidItem() : store(result, payload))
                .replaceWith(() -> confirmed(result.event(), payload));
    }

    private Uni<Void> store(StudyResult result, Payload payload) {
        return compute.run(() -> pacs.encode(new StructuredReport(result, softwareVersion).build()))
                .chain(pacs::store)
                .chain(() -> pacs.holds(payload.studyInstanceUid(), payload.sopInstanceUid()))
                .invoke(there -> {
                    if (!there) {
                        throw new RadbridgeException(
                                PacsFailure.NOT_CONFIRMED,
                                "it took the report and does not show it yet");
                    }
                })
                .replaceWithVoid();
    }

    private Commit confirmed(InferenceCompleted event, Payload payload) {
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
                        payload.sopInstanceUid(),
                        stamps);
        return session ->
                results.confirm(
                                session,
                                event.studyInstanceUid(),
                                event.revision(),
                                payload.sopInstanceUid(),
                                now)
                        .chain(() -> outbox.append(session, published, event.lane()));
    }

    private static Uni<Commit> superseded(Payload payload) {
        LOG.infof(
                "study %s: report %s is superseded before it was stored",
                payload.studyInstanceUid(), payload.sopInstanceUid());
        return Uni.createFrom().item(Commit.nothing());
    }
}
