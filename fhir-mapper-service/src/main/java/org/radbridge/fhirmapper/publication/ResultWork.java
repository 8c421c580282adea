package org.radbridge.fhirmapper.publication;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.ResultPublished;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.lesion.TrackedLesions;
import org.radbridge.fhirmapper.mapping.Pictures;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.mapping.ResultMapping;
import org.radbridge.fhirmapper.order.OrderLinks;
import org.radbridge.fhirmapper.picture.FindingPictures;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.resource.LabelledResource;
import org.radbridge.fhirmapper.result.ResultChange;
import org.radbridge.fhirmapper.result.ResultListeners;
import org.radbridge.fhirmapper.result.StudyResults;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.review.Review;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.fhirmapper.store.ResourceRows;
import org.radbridge.fhirmapper.store.ResourceStore;
import org.radbridge.fhirmapper.store.StudyResources;
import org.radbridge.fhirmapper.store.StudyResources.Present;
import org.radbridge.fhirmapper.study.StudyArchive;
import org.radbridge.fhirmapper.study.StudyMetadata;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.outbox.Outbox;
import org.radbridge.kit.work.Commit;
import org.radbridge.kit.work.RetryPolicy;
import org.radbridge.kit.work.WorkHandler;
import org.radbridge.kit.work.WorkItem;

/**
 * Maps a result: reads the study's metadata and what is there of it, maps off the event loop, and
 * writes everything in the transaction that completes the work.
 */
@ApplicationScoped
public class ResultWork implements WorkHandler {
    /** The kind of this work; its key is the study. */
    public static final String KIND = "map-result";

    private static final Logger LOG = Logger.getLogger(ResultWork.class);

    /** An archive that is away for an hour costs no result; after that, an operator decides. */
    private static final RetryPolicy RETRY =
            new RetryPolicy(Duration.ofMillis(200), Duration.ofSeconds(15), 250);

    private final StudyArchive archive;
    private final StudyResources studyResources;
    private final StudyResults results;
    private final ResourceStore store;
    private final ResultContexts contexts;
    private final FindingPictures pictures;
    private final TrackedLesions lesions;
    private final ResultListeners listeners;
    private final Outbox outbox;
    private final Database database;
    private final ComputePool compute;
    private final FhirJson fhirJson;
    private final ResultMapping mapping;
    private final int concurrency;

    public ResultWork(
            StudyArchive archive,
            StudyResources studyResources,
            StudyResults results,
            ResourceStore store,
            ResultContexts contexts,
            FindingPictures pictures,
            TrackedLesions lesions,
            ResultListeners listeners,
            Outbox outbox,
            Database database,
            ComputePool compute,
            FhirJson fhirJson,
            SiteConfig config) {
        this.archive = archive;
        this.studyResources = studyResources;
        this.results = results;
        this.store = store;
        this.contexts = contexts;
        this.pictures = pictures;
        this.lesions = lesions;
        this.listeners = listeners;
        this.outbox = outbox;
        this.database = database;
        this.compute = compute;
        this.fhirJson = fhirJson;
        this.mapping = new ResultMapping(config.settings());
        this.concurrency = config.concurrency();
    }

    /**
     * What the work is about.
     *
     * @param event the models' answers
     * @param issued when they came
     */
    public record Payload(InferenceCompleted event, Instant issued) {}

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
        return database.inSession(session -> contexts.read(session, payload.event()))
                .chain(context -> {
                    Payload resolved = new Payload(context.of(payload.event()), payload.issued());
                    return handle(resolved, context)
                            .map(write ->
                                    session ->
                                            contexts.admit(session, payload.event(), context, item)
                                                    .chain(admitted ->
                                                            admitted
                                                                    ? write.apply(session)
                                                                    : Uni.createFrom().voidItem()));
                });
    }

    private Uni<Commit> handle(Payload payload, ResultContext context) {
        String study = payload.event().studyInstanceUid();
        return database.inSession(session -> results.find(session, study))
                .map(shown -> shown.filter(result -> says(result, payload.event())).isPresent())
                .chain(there -> there ? again(payload.event()) : mapped(payload, study, context));
    }

    /** Whether a result says all that an event says: another event may bring the same answers. */
    private static boolean says(StudyResult shown, InferenceCompleted event) {
        InferenceCompleted known = shown.event();
        return known.revision() == event.revision()
                && known.patient().equals(event.patient())
                && known.runs().equals(event.runs())
                && known.failures().equals(event.failures());
    }

    /** What is shown, perhaps read by a radiologist already, stays as it is. */
    private Uni<Commit> again(InferenceCompleted event) {
        return Uni.createFrom()
                .item(session -> outbox.append(session, published(event), event.lane()));
    }

    private Uni<Commit> mapped(Payload payload, String study, ResultContext context) {
        return Uni.combine()
                .all()
                .unis(
                        archive.metadata(study),
                        database.inSession(session -> studyResources.ofStudy(session, study)),
                        database.inSession(session -> pictures.of(session, payload.event())))
                .asTuple()
                .chain(read ->
                        compute.run(() ->
                                        rows(
                                                payload,
                                                context,
                                                read.getItem1(),
                                                read.getItem2(),
                                                read.getItem3()))
                                .map(rows ->
                                        session -> write(session, payload, read.getItem1(), rows)));
    }

    private ResourceRows rows(
            Payload payload,
            ResultContext context,
            StudyMetadata metadata,
            List<Present> present,
            Pictures drawn) {
        List<LabelledResource> result =
                mapping.map(
                        payload.event(),
                        metadata,
                        payload.issued(),
                        Review.NONE,
                        context.tracking(),
                        List.of(),
                        drawn);
        OrderLinks.link(result, payload.event().accessionNumber(), context.orders());
        List<LabelledResource> changes =
                new Supersession(fhirJson, payload.event(), payload.issued())
                        .changes(result, present);
        return ResourceRows.of(fhirJson, Stream.concat(result.stream(), changes.stream()).toList());
    }

    private Uni<Void> write(
            Mutiny.Session session, Payload payload, StudyMetadata metadata, ResourceRows rows) {
        InferenceCompleted event = payload.event();
        Instant now = Instant.now();
        StudyResult result = StudyResult.unread(event, metadata, payload.issued());
        return results.put(session, result)
                .chain(edition -> {
                    if (edition.isEmpty()) {
                        LOG.infof(
                                "study %s: the result of revision %d comes after a later"
                                        + " one and is passed over",
                                event.studyInstanceUid(), event.revision());
                        return Uni.createFrom().voidItem();
                    }
                    return store.write(session, rows, now)
                            .chain(() -> store.identify(session, event.patient()))
                            .chain(() -> lesions.follow(session, result))
                            .chain(() ->
                                    listeners.changed(
                                            session,
                                            new ResultChange(
                                                    event.studyInstanceUid(),
                                                    event.revision(),
                                                    edition.get(),
                                                    event.lane())))
                            .chain(() -> outbox.append(session, published(event), event.lane()));
                });
    }

    /** Stamped when everything is written and only the commit is left. */
    private static ResultPublished published(InferenceCompleted event) {
        Map<TimelineStep, Instant> stamps = new EnumMap<>(TimelineStep.class);
        stamps.put(TimelineStep.FHIR_VISIBLE, Instant.now());
        return new ResultPublished(
                event.studyInstanceUid(),
                event.revision(),
                event.lane(),
                event.urgency(),
                ResourceIds.diagnosticReport(event.studyInstanceUid()),
                null,
                stamps);
    }
}
