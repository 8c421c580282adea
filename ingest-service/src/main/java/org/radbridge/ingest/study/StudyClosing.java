package org.radbridge.ingest.study;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.radbridge.ingest.evidence.EvidenceRows;
import org.radbridge.ingest.priors.PriorSearch;
import org.radbridge.ingest.receive.ActiveReceptions;
import org.radbridge.ingest.routing.RulesInForce;
import org.radbridge.ingest.study.CloseDecision.Situation;
import org.radbridge.ingest.study.StudyRevisions.Closed;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.RadbridgeException;

/** Decides which studies are closed, on evidence or because a caller says so. */
@ApplicationScoped
public class StudyClosing {
    private static final Logger LOG = Logger.getLogger(StudyClosing.class);

    private final UUID process = UUID.randomUUID();
    private final Database database;
    private final RulesInForce rules;
    private final PoliciesInForce policies;
    private final ActiveReceptions active;
    private final StudySeries series;
    private final PriorSearch priors;
    private final StudyRevisions revisions;
    private final StudyConfig config;

    StudyClosing(
            Database database,
            RulesInForce rules,
            PoliciesInForce policies,
            ActiveReceptions active,
            StudySeries series,
            PriorSearch priors,
            StudyRevisions revisions,
            StudyConfig config) {
        this.database = database;
        this.rules = rules;
        this.policies = policies;
        this.active = active;
        this.series = series;
        this.priors = priors;
        this.revisions = revisions;
        this.config = config;
    }

    /**
     * Looks at one study whose deadline has come; false when there was none. A study that cannot be
     * closed is left alone for a while, so that it does not keep the others from being closed.
     */
    Uni<Boolean> closeNextDue() {
        AtomicReference<@Nullable LockedStudy> looked = new AtomicReference<>();
        return database.inTransaction(
                        session -> {
                            StudyRows rows = new StudyRows(session, process);
                            return rows.lockNextDue()
                                    .chain(due -> {
                                        if (due.isEmpty()) {
                                            return Uni.createFrom().item(false);
                                        }
                                        looked.set(due.get());
                                        return closeIfComplete(session, rows, due.get())
                                                .replaceWith(true);
                                    });
                        })
                .onFailure()
                .recoverWithUni(failure -> leaveAlone(looked.get(), failure));
    }

    private Uni<Boolean> leaveAlone(@Nullable LockedStudy study, Throwable cause) {
        if (study == null) {
            return Uni.createFrom().failure(cause);
        }
        LOG.errorf(
                cause,
                "%s: study %s is tried again later",
                StudyFailure.CLOSE_FAILED.id(),
                study.studyInstanceUid());
        Instant later = study.now().plus(config.retryDelay());
        return database.inTransaction(
                        session -> new StudyRows(session, process).postpone(study, later, null, 0))
                .replaceWith(true);
    }

    private Uni<Void> closeIfComplete(Mutiny.Session session, StudyRows rows, LockedStudy study) {
        boolean receiving = study.receivedElsewhere() || active.contains(study.studyInstanceUid());
        return known(session, rows, study)
                .call(known -> askForPriors(session, study, known))
                .chain(known -> {
                    CloseDecision decision =
                            CloseDecision.of(
                                    new Situation(
                                            known.lastInstanceAt(),
                                            receiving,
                                            study.now(),
                                            known.evidence()),
                                    policies.of(known.series()),
                                    config.recheck());
                    return switch (decision) {
                        case CloseDecision.Wait(Instant until, Waiting waiting, int missing) ->
                                rows.postpone(study, until, waiting, missing);
                        case CloseDecision.Close close ->
                                closeUnlessPriorsAreAwaited(session, rows, study, known, close);
                        case CloseDecision.CloseWithheld(CloseReason reason, int missing) ->
                                revisions.close(
                                        session,
                                        rows,
                                        study,
                                        Closed.withheld(reason, known, missing));
                    };
                });
    }

    private Uni<Void> askForPriors(Mutiny.Session session, LockedStudy study, KnownStudy known) {
        return known.series().isEmpty()
                ? Uni.createFrom().voidItem()
                : priors.ask(session, study.studyInstanceUid(), rules.route(known.series()).lane());
    }

    private Uni<Void> closeUnlessPriorsAreAwaited(
            Mutiny.Session session,
            StudyRows rows,
            LockedStudy study,
            KnownStudy known,
            CloseDecision.Close close) {
        Closed closed =
                Closed.without(
                        close.reason(), known, close.withheldSeries(), close.missing(), rules);
        return priors.worthWaitingUntil(
                        session, study.studyInstanceUid(), closed.routing().lane(), study.now())
                .chain(until -> {
                    if (until.isPresent() && !closed.routing().models().isEmpty()) {
                        Instant recheck = study.now().plus(config.recheck());
                        Instant next = recheck.isBefore(until.get()) ? recheck : until.get();
                        return rows.postpone(study, next, Waiting.PRIORS, 0);
                    }
                    return closeWithPriors(session, rows, study, closed);
                });
    }

    private Uni<Void> closeWithPriors(
            Mutiny.Session session, StudyRows rows, LockedStudy study, Closed closed) {
        return priors.known(session, study.studyInstanceUid())
                .chain(known -> revisions.close(session, rows, study, closed.with(known)));
    }

    private Uni<KnownStudy> known(Mutiny.Session session, StudyRows rows, LockedStudy study) {
        return rows.lastInstanceAt(study)
                .chain(last ->
                        series.of(session, study)
                                .chain(facts ->
                                        new EvidenceRows(session)
                                                .of(study.studyInstanceUid())
                                                .map(evidence ->
                                                        new KnownStudy(
                                                                last, facts, evidence,
                                                                List.of()))));
    }

    /** Tells the other replicas of studies that instances are arriving for in this one. */
    Uni<Void> keepOpen(Set<String> studyInstanceUids) {
        return database.inTransaction(session ->
                new StudyRows(session, process)
                        .renewLeases(studyInstanceUids, config.receivingLease()));
    }

    /**
     * Closes a study because a caller says that it is complete; a closed one stays as it is. Fails
     * with {@code study-not-found}, or {@code study-incomplete} when expected instances are
     * missing.
     *
     * @param acceptMissing the caller knows that instances are missing: what is here is analysed,
     *     also when the study was closed and withheld before
     */
    public Uni<Void> closeExplicitly(String studyInstanceUid, boolean acceptMissing) {
        return database.inTransaction(session -> {
            StudyRows rows = new StudyRows(session, process);
            return locked(rows, studyInstanceUid)
                    .chain(study ->
                            switch (study.state()) {
                                case OPEN -> closeExplicitly(session, rows, study, acceptMissing);
                                case CLOSED ->
                                        study.withheld() && acceptMissing
                                                ? closeExplicitly(
                                                        session, rows, study.nextRevision(), true)
                                                : Uni.createFrom().voidItem();
                                case PRIOR -> Uni.createFrom().failure(() -> isPrior(study));
                            });
        });
    }

    private Uni<Void> closeExplicitly(
            Mutiny.Session session, StudyRows rows, LockedStudy study, boolean acceptMissing) {
        return known(session, rows, study)
                .chain(known -> {
                    int missing = known.missing();
                    if (missing > 0 && !acceptMissing) {
                        throw new RadbridgeException(
                                StudyFailure.STUDY_INCOMPLETE,
                                "at least %d expected instances are not here".formatted(missing));
                    }
                    return closeWithPriors(
                            session,
                            rows,
                            study,
                            Closed.without(CloseReason.EXPLICIT, known, Set.of(), missing, rules)
                                    .overruling());
                });
    }

    /**
     * Applies the rules again to a closed study. Its result is a new revision, so that whatever was
     * made of the last one is superseded. Fails with {@code study-not-found}, {@code
     * study-still-open}, {@code study-is-prior}, {@code study-incomplete} or {@code
     * no-rule-matches}.
     */
    public Uni<Void> reroute(String studyInstanceUid) {
        return database.inTransaction(session -> {
            StudyRows rows = new StudyRows(session, process);
            return locked(rows, studyInstanceUid).chain(study -> reroute(session, rows, study));
        });
    }

    private Uni<Void> reroute(Mutiny.Session session, StudyRows rows, LockedStudy study) {
        switch (study.state()) {
            case OPEN ->
                    throw new RadbridgeException(
                            StudyFailure.STUDY_STILL_OPEN, "study " + study.studyInstanceUid());
            case PRIOR -> throw isPrior(study);
            case CLOSED -> {
                if (study.withheld()) {
                    throw new RadbridgeException(
                            StudyFailure.STUDY_INCOMPLETE,
                            "close it with acceptMissing to have it analysed as it is");
                }
            }
        }
        return known(session, rows, study)
                .chain(known -> {
                    Closed closed = Closed.without(CloseReason.REROUTED, known, Set.of(), 0, rules);
                    if (closed.routing().models().isEmpty()) {
                        throw new RadbridgeException(
                                StudyFailure.NO_RULE_MATCHES, "study " + study.studyInstanceUid());
                    }
                    return closeWithPriors(session, rows, study.nextRevision(), closed);
                });
    }

    private static RadbridgeException isPrior(LockedStudy study) {
        return new RadbridgeException(
                StudyFailure.STUDY_IS_PRIOR, "study " + study.studyInstanceUid());
    }

    private static Uni<LockedStudy> locked(StudyRows rows, String studyInstanceUid) {
        return rows.lock(studyInstanceUid)
                .map(study ->
                        study.orElseThrow(() ->
                                new RadbridgeException(
                                        StudyFailure.STUDY_NOT_FOUND, "no study of this UID")));
    }
}
