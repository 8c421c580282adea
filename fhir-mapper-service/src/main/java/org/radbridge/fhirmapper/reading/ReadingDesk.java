package org.radbridge.fhirmapper.reading;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.ReviewDecided;
import org.radbridge.fhirmapper.lesion.TrackedLesions;
import org.radbridge.fhirmapper.picture.ShownReport;
import org.radbridge.fhirmapper.reading.Reading.Outcome;
import org.radbridge.fhirmapper.result.ResultListeners;
import org.radbridge.fhirmapper.result.StudyResults;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.review.Reader;
import org.radbridge.fhirmapper.review.ReviewAct;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.outbox.Outbox;

/**
 * Does what a radiologist asks for. The study's result is locked first, so that of two who act at
 * the same time the second sees what the first did.
 */
@ApplicationScoped
public class ReadingDesk {
    private final StudyResults results;
    private final TrackedLesions lesions;
    private final ShownReport report;
    private final ReviewLog log;
    private final ResultListeners listeners;
    private final List<ReadingListener> readingListeners;
    private final Outbox outbox;

    public ReadingDesk(
            StudyResults results,
            TrackedLesions lesions,
            ShownReport report,
            ReviewLog log,
            ResultListeners listeners,
            @All List<ReadingListener> readingListeners,
            Outbox outbox) {
        this.results = results;
        this.lesions = lesions;
        this.report = report;
        this.log = log;
        this.listeners = listeners;
        this.readingListeners = List.copyOf(readingListeners);
        this.outbox = outbox;
    }

    /**
     * Locks a study's shown result until the session's transaction ends. Fails with {@link
     * ReadingFailure#NO_RESULT}.
     */
    public Uni<StudyResult> open(Mutiny.Session session, String studyInstanceUid) {
        return results.lock(session, studyInstanceUid)
                .map(found ->
                        found.orElseThrow(() ->
                                new RadbridgeException(
                                        ReadingFailure.NO_RESULT, "there is nothing to read")));
    }

    /**
     * Acts on a result that is locked, in the session's transaction.
     *
     * @return when it was done, as all that comes of it tells
     */
    public Uni<Instant> act(
            Mutiny.Session session, StudyResult result, Reader reader, ReadingAction action) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Outcome outcome = new Reading(result, reader, now).apply(action);
        ReviewAct act = outcome.act();
        List<ReviewAct> acts = act == null ? List.of() : List.of(act);
        return lesions.follow(session, result.reviewed(outcome.review()))
                .chain(reviewed -> report.write(session, reviewed, acts, now))
                .chain(() ->
                        results.review(
                                session, result.event().studyInstanceUid(), outcome.review()))
                .chain(() ->
                        act == null
                                ? Uni.createFrom().voidItem()
                                : told(session, result.reviewed(outcome.review()), act))
                .chain(() -> followed(session, result.event().studyInstanceUid()))
                .replaceWith(now);
    }

    private Uni<Void> followed(Mutiny.Session session, String studyInstanceUid) {
        Uni<Void> followed = Uni.createFrom().voidItem();
        for (ReadingListener listener : readingListeners) {
            followed = followed.chain(() -> listener.read(session, studyInstanceUid));
        }
        return followed;
    }

    private Uni<Void> told(Mutiny.Session session, StudyResult result, ReviewAct act) {
        return log.add(session, result, act)
                .chain(() -> listeners.changed(session, result.change()))
                .chain(() -> outbox.append(session, event(result, act), result.event().lane()));
    }

    private static ReviewDecided event(StudyResult result, ReviewAct act) {
        ReviewAct.Finding finding = act.finding();
        return new ReviewDecided(
                result.event().studyInstanceUid(),
                result.event().revision(),
                act.edition(),
                result.event().lane(),
                ReviewDecided.Act.valueOf(act.kind().name()),
                ReviewDecided.Status.valueOf(result.review().status().name()),
                finding == null ? null : finding.observation(),
                finding == null ? null : finding.model(),
                finding == null ? null : finding.version(),
                finding == null ? null : finding.label(),
                finding == null ? null : finding.modelSaysPresent(),
                finding == null ? null : finding.readerSaysPresent(),
                act.by().subject(),
                act.at());
    }
}
