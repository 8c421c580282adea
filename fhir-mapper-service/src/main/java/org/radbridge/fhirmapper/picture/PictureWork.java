package org.radbridge.fhirmapper.picture;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.Urgency;
import org.radbridge.dicom.image.JpegEncoder;
import org.radbridge.dicom.image.RenderedFrame;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.document.Picture;
import org.radbridge.fhirmapper.evidence.ObjectKind;
import org.radbridge.fhirmapper.evidence.PlannedObject;
import org.radbridge.fhirmapper.evidence.ResultObjects;
import org.radbridge.fhirmapper.evidence.ShownFinding;
import org.radbridge.fhirmapper.mapping.Pictures;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.mapping.ResultMapping;
import org.radbridge.fhirmapper.pacs.EvidenceMaker;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.resource.LabelledResource;
import org.radbridge.fhirmapper.result.ResultChange;
import org.radbridge.fhirmapper.result.ResultListener;
import org.radbridge.fhirmapper.result.ResultListeners;
import org.radbridge.fhirmapper.result.StudyResults;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.fhirmapper.store.ResourceRows;
import org.radbridge.fhirmapper.store.ResourceStore;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.work.Commit;
import org.radbridge.kit.work.RetryPolicy;
import org.radbridge.kit.work.WorkHandler;
import org.radbridge.kit.work.WorkItem;
import org.radbridge.kit.work.WorkPriority;
import org.radbridge.kit.work.WorkQueue;
import org.radbridge.kit.work.WorkRequest;

/**
 * Draws the findings of each report that has none of their pictures yet, and writes its documents
 * anew with them. The report is there before that, and stays as it is when an image cannot be had:
 * the work is parked then. One picture after the other, so that memory is that of one image.
 */
@ApplicationScoped
public class PictureWork implements WorkHandler, ResultListener {
    /** The kind of this work; its key is the study. */
    public static final String KIND = "draw-findings";

    private static final RetryPolicy RETRY =
            new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(30), 100);

    private final WorkQueue queue;
    private final StudyResults results;
    private final FindingPictures pictures;
    private final ShownReport report;
    private final EvidenceMaker maker;
    private final ResultListeners listeners;
    private final ResourceStore store;
    private final Database database;
    private final ComputePool compute;
    private final FhirJson fhirJson;
    private final ResultMapping mapping;
    private final PictureConfig config;

    PictureWork(
            WorkQueue queue,
            StudyResults results,
            FindingPictures pictures,
            ShownReport report,
            EvidenceMaker maker,
            ResultListeners listeners,
            ResourceStore store,
            Database database,
            ComputePool compute,
            FhirJson fhirJson,
            SiteConfig site,
            PictureConfig config) {
        this.queue = queue;
        this.results = results;
        this.pictures = pictures;
        this.report = report;
        this.maker = maker;
        this.listeners = listeners;
        this.store = store;
        this.database = database;
        this.compute = compute;
        this.fhirJson = fhirJson;
        this.mapping = new ResultMapping(site.settings());
        this.config = config;
    }

    /** A picture that was drawn, of the finding that an object overlays. */
    private record Drawn(ShownFinding shown, Picture picture) {}

    @Override
    public Uni<Void> changed(Mutiny.Session session, ResultChange change) {
        if (config.most() == 0) {
            return Uni.createFrom().voidItem();
        }
        return queue.enqueue(
                        session,
                        WorkRequest.of(KIND, change.studyInstanceUid(), change.id(), change)
                                .withPriority(WorkPriority.of(change.lane())))
                .replaceWithVoid();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int concurrency() {
        return config.concurrency();
    }

    @Override
    public RetryPolicy retry() {
        return RETRY;
    }

    @Override
    public Uni<Commit> handle(WorkItem item) {
        ResultChange change = item.payload(ResultChange.class);
        return database.inSession(session ->
                        results.find(session, change.studyInstanceUid())
                                .chain(found ->
                                        found.map(result -> missing(session, result))
                                                .orElseGet(() ->
                                                        Uni.createFrom().item(Missing.NOTHING))))
                .chain(this::drawn);
    }

    /**
     * What there is to draw.
     *
     * @param result the result that is shown; empty for none
     */
    private record Missing(Optional<StudyResult> result, List<PlannedObject> overlays) {
        static final Missing NOTHING = new Missing(Optional.empty(), List.of());
    }

    private Uni<Missing> missing(Mutiny.Session session, StudyResult result) {
        return pictures.of(session, result.event())
                .map(there -> new Missing(Optional.of(result), missing(result, there)));
    }

    private List<PlannedObject> missing(StudyResult result, Pictures there) {
        return ResultObjects.of(result).of(ObjectKind.SECONDARY_CAPTURE).stream()
                .sorted(
                        Comparator.<PlannedObject, Urgency>comparing(
                                        overlay -> finding(overlay).finding().urgency())
                                .thenComparing(
                                        overlay -> finding(overlay).finding().confidence(),
                                        Comparator.reverseOrder()))
                .limit(config.most())
                .filter(overlay -> !there.byObservation().containsKey(observation(result, overlay)))
                .toList();
    }

    private static ShownFinding finding(PlannedObject overlay) {
        return overlay.findings().getFirst();
    }

    private static String observation(StudyResult result, PlannedObject overlay) {
        ShownFinding shown = finding(overlay);
        return ResourceIds.observation(
                result.event().studyInstanceUid(), shown.run(), shown.finding().label());
    }

    private Uni<Commit> drawn(Missing missing) {
        if (missing.result().isEmpty() || missing.overlays().isEmpty()) {
            return Uni.createFrom().item(Commit.nothing());
        }
        StudyResult result = missing.result().get();
        var draw = maker.pictures(result, config.longestSide());
        return Multi.createFrom()
                .iterable(missing.overlays())
                .onItem()
                .transformToUniAndConcatenate(overlay ->
                        draw.apply(overlay)
                                .chain(frame -> compute.run(() -> picture(frame)))
                                .map(picture -> new Drawn(finding(overlay), picture)))
                .collect()
                .asList()
                .chain(all -> compute.run(() -> rows(result, all)))
                .map(rows -> session -> keep(session, result, rows));
    }

    private Picture picture(RenderedFrame frame) {
        return new Picture(JpegEncoder.encode(frame, config.quality()));
    }

    private ResourceRows rows(StudyResult result, List<Drawn> drawn) {
        List<LabelledResource> binaries =
                drawn.stream()
                        .map(one ->
                                mapping.picture(
                                        result.event(),
                                        one.shown().run(),
                                        one.shown().finding().label(),
                                        one.picture()))
                        .toList();
        return ResourceRows.of(fhirJson, binaries);
    }

    /**
     * The documents are those of whatever is shown now: a radiologist may have spoken meanwhile.
     */
    private Uni<Void> keep(Mutiny.Session session, StudyResult drawn, ResourceRows rows) {
        Instant now = Instant.now();
        return results.lock(session, drawn.event().studyInstanceUid())
                .chain(shown ->
                        shown.filter(result -> result.event().runs().equals(drawn.event().runs()))
                                .map(result ->
                                        store.write(session, rows, now)
                                                .chain(() ->
                                                        report.write(
                                                                session, result, List.of(), now))
                                                .chain(() ->
                                                        listeners.documented(
                                                                session, result.change())))
                                .orElseGet(() -> Uni.createFrom().voidItem()));
    }
}
