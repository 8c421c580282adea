package org.radbridge.ingest.priors;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.PriorStudy;
import org.radbridge.ingest.priors.PriorRows.StoredSeries;
import org.radbridge.kit.work.WorkPriority;
import org.radbridge.kit.work.WorkQueue;
import org.radbridge.kit.work.WorkRequest;

/**
 * What is known of a study's priors, and how long it is worth waiting for more. The own index is
 * asked at once; other archives are searched from the study's first instances on, so that the
 * answer is there when the last one comes.
 */
@ApplicationScoped
public class PriorSearch {
    static final String WORK = "find-priors";

    private final PriorsInForce inForce;
    private final WorkQueue work;

    PriorSearch(PriorsInForce inForce, WorkQueue work) {
        this.inForce = inForce;
        this.work = work;
    }

    /** What is to be done about a study. */
    record Request(String studyInstanceUid) {}

    /** Has other archives searched, unless there are none or it was asked for before. */
    public Uni<Void> ask(Mutiny.Session session, String studyInstanceUid, Lane lane) {
        if (inForce.settings().archives().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return new PriorRows(session)
                .ask(studyInstanceUid)
                .chain(fresh ->
                        fresh
                                ? work.enqueue(
                                        session,
                                        WorkRequest.of(
                                                        WORK,
                                                        studyInstanceUid,
                                                        studyInstanceUid,
                                                        new Request(studyInstanceUid))
                                                .withPriority(WorkPriority.of(lane)))
                                : Uni.createFrom().item(false))
                .replaceWithVoid();
    }

    /**
     * Until when a study that is complete is worth keeping open for its priors; empty when nothing
     * is to be waited for. The search goes on when the time is over.
     */
    public Uni<Optional<Instant>> worthWaitingUntil(
            Mutiny.Session session, String studyInstanceUid, Lane lane, Instant now) {
        if (inForce.settings().archives().isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return new PriorRows(session)
                .ready(studyInstanceUid)
                .map(search ->
                        search.filter(s -> !s.over())
                                .map(s -> s.readyAt().plus(inForce.settings().budget(lane)))
                                .filter(until -> until.isAfter(now)));
    }

    /** The relevant priors that are known now, the latest first. */
    public Uni<List<PriorStudy>> known(Mutiny.Session session, String studyInstanceUid) {
        PriorRows rows = new PriorRows(session);
        return rows.subject(studyInstanceUid)
                .chain(found ->
                        found.map(subject -> known(rows, subject))
                                .orElseGet(() -> Uni.createFrom().item(List.of())));
    }

    private Uni<List<PriorStudy>> known(PriorRows rows, Subject subject) {
        return rows.inIndex(subject)
                .chain(stored ->
                        rows.foundElsewhere(subject.studyInstanceUid())
                                .chain(elsewhere -> {
                                    List<Candidate> all = new ArrayList<>(stored);
                                    all.addAll(elsewhere);
                                    List<Candidate> best =
                                            Candidate.best(all, subject, inForce.settings());
                                    return rows.series(
                                                    best.stream()
                                                            .filter(Candidate::isStored)
                                                            .map(Candidate::studyInstanceUid)
                                                            .toList())
                                            .map(series -> priors(subject, best, series));
                                }));
    }

    private static List<PriorStudy> priors(
            Subject subject, List<Candidate> best, List<StoredSeries> series) {
        return best.stream()
                .map(candidate ->
                        new PriorStudy(
                                candidate.studyInstanceUid(),
                                candidate.daysBefore(subject),
                                candidate.modalities().stream().sorted().toList(),
                                series.stream()
                                        .filter(s ->
                                                s.studyInstanceUid()
                                                        .equals(candidate.studyInstanceUid()))
                                        .map(StoredSeries::series)
                                        .toList(),
                                candidate.source(),
                                candidate.availability()))
                .toList();
    }
}
