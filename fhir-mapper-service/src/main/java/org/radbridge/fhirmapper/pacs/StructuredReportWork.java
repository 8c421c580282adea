package org.radbridge.fhirmapper.pacs;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.ResultPublished;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.evidence.ObjectAuthor;
import org.radbridge.fhirmapper.evidence.ObjectKind;
import org.radbridge.fhirmapper.evidence.PlannedObject;
import org.radbridge.fhirmapper.evidence.ResultObjects;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.result.StudyResults;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.sr.StructuredReport;
import org.radbridge.kit.outbox.Outbox;
import org.radbridge.kit.work.Commit;
import org.radbridge.kit.work.RetryPolicy;
import org.radbridge.kit.work.WorkHandler;
import org.radbridge.kit.work.WorkItem;

/**
 * Brings a result's structured report to a destination, before anything that takes pixels: it is
 * tried until the destination confirms it. That of the primary destination is announced.
 */
@ApplicationScoped
public class StructuredReportWork implements WorkHandler {
    /** The kind of this work; its key is the study and the destination. */
    public static final String KIND = "store-structured-report";

    /** A PACS that is away for a weekend costs no report. */
    static final RetryPolicy RETRY =
            new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(30), 1).withoutEnd();

    private final CurrentResult current;
    private final StudyResults results;
    private final Deliveries deliveries;
    private final Delivery delivery;
    private final ResultDeliveries next;
    private final Outbox outbox;
    private final ComputePool compute;
    private final int concurrency;
    private final ObjectAuthor author;

    public StructuredReportWork(
            CurrentResult current,
            StudyResults results,
            Deliveries deliveries,
            Delivery delivery,
            ResultDeliveries next,
            Outbox outbox,
            ComputePool compute,
            PacsConfig config,
            ObjectAuthor author) {
        this.current = current;
        this.results = results;
        this.deliveries = deliveries;
        this.delivery = delivery;
        this.next = next;
        this.outbox = outbox;
        this.compute = compute;
        this.concurrency = config.concurrency();
        this.author = author;
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
        ResultDelivery asked = item.payload(ResultDelivery.class);
        return current.handle(asked, (result, pacs) -> handle(asked, result, pacs));
    }

    private Uni<Commit> handle(ResultDelivery asked, StudyResult result, Pacs pacs) {
        List<PlannedObject> report =
                ResultObjects.of(result).of(ObjectKind.STRUCTURED_REPORT).stream()
                        .filter(pacs.destination()::wants)
                        .toList();
        return delivery.bring(
                        pacs,
                        asked.change(),
                        report,
                        _ -> compute.run(() -> new StructuredReport(result, author).build()))
                .replaceWith(() -> confirmed(asked, result, report));
    }

    private Commit confirmed(ResultDelivery asked, StudyResult result, List<PlannedObject> report) {
        Instant now = Instant.now();
        List<String> uids = report.stream().map(PlannedObject::sopInstanceUid).toList();
        return session ->
                deliveries
                        .move(session, asked.destination(), uids, DeliveryState.CONFIRMED)
                        .chain(() -> next.enqueue(session, EvidenceWork.KIND, asked, null))
                        .chain(() ->
                                asked.destination().equals(Destination.PRIMARY) && !uids.isEmpty()
                                        ? announce(session, result, uids.getFirst(), now)
                                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> announce(
            Mutiny.Session session, StudyResult result, String sopInstanceUid, Instant now) {
        InferenceCompleted event = result.event();
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
        return results.confirm(session, result.change(), sopInstanceUid, now)
                .chain(() -> outbox.append(session, published, event.lane()));
    }
}
