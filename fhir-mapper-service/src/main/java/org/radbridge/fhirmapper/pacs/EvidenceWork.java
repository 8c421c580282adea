package org.radbridge.fhirmapper.pacs;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.radbridge.dicom.iod.ImageReference;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.evidence.ObjectAuthor;
import org.radbridge.fhirmapper.evidence.ObjectKind;
import org.radbridge.fhirmapper.evidence.PlannedObject;
import org.radbridge.fhirmapper.evidence.RejectionNote;
import org.radbridge.fhirmapper.evidence.ResultObjects;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.work.Commit;
import org.radbridge.kit.work.RetryPolicy;
import org.radbridge.kit.work.WorkHandler;
import org.radbridge.kit.work.WorkItem;

/**
 * Brings all objects of a result but its report to a destination, and then takes back what they
 * replace: at no moment is nothing shown. Each is tried until the destination confirms it.
 */
@ApplicationScoped
public class EvidenceWork implements WorkHandler {
    /** The kind of this work; its key is the study and the destination. */
    public static final String KIND = "store-evidence";

    private final CurrentResult current;
    private final EvidenceMaker maker;
    private final Deliveries deliveries;
    private final Delivery delivery;
    private final Database database;
    private final ComputePool compute;
    private final int concurrency;
    private final ObjectAuthor author;

    public EvidenceWork(
            CurrentResult current,
            EvidenceMaker maker,
            Deliveries deliveries,
            Delivery delivery,
            Database database,
            ComputePool compute,
            PacsConfig config,
            ObjectAuthor author) {
        this.current = current;
        this.maker = maker;
        this.deliveries = deliveries;
        this.delivery = delivery;
        this.database = database;
        this.compute = compute;
        this.concurrency = config.evidenceConcurrency();
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
        return StructuredReportWork.RETRY;
    }

    @Override
    public Uni<Commit> handle(WorkItem item) {
        ResultDelivery asked = item.payload(ResultDelivery.class);
        return current.handle(asked, (result, pacs) -> handle(asked, result, pacs));
    }

    private Uni<Commit> handle(ResultDelivery asked, StudyResult result, Pacs pacs) {
        ResultObjects plan = ResultObjects.of(result);
        List<PlannedObject> wanted =
                plan.all().stream()
                        .filter(object -> object.kind() != ObjectKind.STRUCTURED_REPORT)
                        .filter(pacs.destination()::wants)
                        .toList();
        return delivery.bring(pacs, asked.change(), wanted, maker.of(result))
                .chain(() -> replaced(asked, plan, pacs))
                .chain(replaced -> reject(asked, result, pacs, replaced))
                .map(commit ->
                        session ->
                                deliveries
                                        .move(
                                                session,
                                                asked.destination(),
                                                uids(wanted),
                                                DeliveryState.CONFIRMED)
                                        .chain(() -> commit.apply(session)));
    }

    private static List<String> uids(List<PlannedObject> objects) {
        return objects.stream().map(PlannedObject::sopInstanceUid).toList();
    }

    /** What the destination holds of earlier editions. */
    private Uni<List<ImageReference>> replaced(
            ResultDelivery asked, ResultObjects plan, Pacs pacs) {
        if (!pacs.destination().config().rejectionNotes()) {
            return Uni.createFrom().item(List.of());
        }
        Set<String> shown = Set.copyOf(uids(plan.all()));
        return database.inSession(session ->
                        deliveries.ofStudy(
                                session, asked.change().studyInstanceUid(), asked.destination()))
                .chain(known ->
                        Multi.createFrom()
                                .iterable(
                                        known.stream()
                                                .filter(one ->
                                                        !shown.contains(one.sopInstanceUid()))
                                                .filter(one ->
                                                        one.kind() != ObjectKind.REJECTION_NOTE)
                                                .toList())
                                .onItem()
                                .transformToUniAndConcatenate(one ->
                                        isThere(pacs, one)
                                                .map(there ->
                                                        there
                                                                ? Stream.of(one.reference())
                                                                : Stream.<ImageReference>empty()))
                                .collect()
                                .asList())
                .map(found -> found.stream().flatMap(one -> one).toList());
    }

    /** A note about an object that an archive never had would be refused. */
    private static Uni<Boolean> isThere(Pacs pacs, DeliveredObject object) {
        return switch (object.state()) {
            case STORED, CONFIRMED -> Uni.createFrom().item(true);
            case REJECTED -> Uni.createFrom().item(false);
            case SENDING ->
                    pacs.destination().config().url().isPresent()
                            ? pacs.holds(
                                    object.reference().studyInstanceUid(), object.sopInstanceUid())
                            : Uni.createFrom().item(false);
        };
    }

    private Uni<Commit> reject(
            ResultDelivery asked, StudyResult result, Pacs pacs, List<ImageReference> replaced) {
        if (replaced.isEmpty()) {
            return Uni.createFrom().item(Commit.nothing());
        }
        RejectionNote note = new RejectionNote(result, replaced);
        Set<String> rejected =
                replaced.stream().map(ImageReference::sopInstanceUid).collect(Collectors.toSet());
        return delivery.bring(
                        pacs,
                        asked.change(),
                        List.of(note.object()),
                        _ -> compute.run(() -> note.build(author)))
                .replaceWith(() ->
                        session ->
                                deliveries
                                        .move(
                                                session,
                                                asked.destination(),
                                                List.of(note.object().sopInstanceUid()),
                                                DeliveryState.CONFIRMED)
                                        .chain(() ->
                                                deliveries.move(
                                                        session,
                                                        asked.destination(),
                                                        rejected,
                                                        DeliveryState.REJECTED)));
    }
}
