package org.radbridge.fhirmapper.pacs;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.result.ResultChange;
import org.radbridge.fhirmapper.result.ResultListener;
import org.radbridge.fhirmapper.result.StudyResults;
import org.radbridge.fhirmapper.review.ReportStatus;
import org.radbridge.fhirmapper.review.Review;
import org.radbridge.kit.work.WorkPriority;
import org.radbridge.kit.work.WorkQueue;
import org.radbridge.kit.work.WorkRequest;

/**
 * Asks for a changed result to be told to each destination: the report first, and all else after
 * it. While a radiologist decides finding by finding, nothing is sent for each click: the words of
 * a review wait a while for the next one, or for the signature, which is sent at once.
 */
@ApplicationScoped
public class ResultDeliveries implements ResultListener {
    private final WorkQueue queue;
    private final StudyResults results;
    private final Destinations destinations;
    private final Duration reviewDelay;

    public ResultDeliveries(
            WorkQueue queue, StudyResults results, Destinations destinations, PacsConfig config) {
        this.queue = queue;
        this.results = results;
        this.destinations = destinations;
        this.reviewDelay = config.reviewDelay();
    }

    @Override
    public Uni<Void> changed(Mutiny.Session session, ResultChange change) {
        return results.find(session, change.studyInstanceUid())
                .map(found -> found.filter(result -> isBeingReviewed(result.review())).isPresent())
                .chain(reviewing -> {
                    @Nullable Instant due = reviewing ? Instant.now().plus(reviewDelay) : null;
                    Uni<Void> asked = Uni.createFrom().voidItem();
                    for (Pacs pacs : destinations.all()) {
                        ResultDelivery delivery =
                                new ResultDelivery(change, pacs.destination().name());
                        asked =
                                asked.chain(() ->
                                        enqueue(session, StructuredReportWork.KIND, delivery, due));
                    }
                    return asked;
                });
    }

    private static boolean isBeingReviewed(Review review) {
        return review.status() == ReportStatus.PRELIMINARY && !review.decisions().isEmpty();
    }

    /** Asks for a step of a delivery. */
    Uni<Void> enqueue(
            Mutiny.Session session, String kind, ResultDelivery delivery, @Nullable Instant due) {
        WorkRequest request =
                WorkRequest.of(kind, delivery.key(), delivery.dedupeId(), delivery)
                        .withPriority(WorkPriority.of(delivery.change().lane()));
        return queue.enqueue(session, due == null ? request : request.dueAt(due)).replaceWithVoid();
    }
}
