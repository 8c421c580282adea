package org.radbridge.inference.run;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.radbridge.contracts.InferenceFailed;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.ModelFailure;
import org.radbridge.contracts.StudyClosed;
import org.radbridge.inference.triton.TritonFailure;
import org.radbridge.kit.failure.Failure;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.PermanentFailure;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.outbox.Outbox;
import org.radbridge.kit.work.Commit;
import org.radbridge.kit.work.RetryPolicy;
import org.radbridge.kit.work.WorkHandler;
import org.radbridge.kit.work.WorkItem;

/**
 * Runs a closed study's models. All answers go out in one event. While a server is away the study
 * waits, whatever other models have answered, but not longer than {@code partialAfter}; a model
 * that fails for good is listed with the failures. When none answers the study is parked.
 */
@ApplicationScoped
public class StudyWork implements WorkHandler {
    static final String KIND = "infer-study";

    private static final Logger LOG = Logger.getLogger(StudyWork.class);

    private final ModelAnalysis analysis;
    private final StudyRevisions revisions;
    private final StudyOutcomes outcomes;
    private final Outbox outbox;
    private final RunConfiguration configuration;
    private final Clock clock;

    public StudyWork(
            ModelAnalysis analysis,
            StudyRevisions revisions,
            StudyOutcomes outcomes,
            Outbox outbox,
            RunConfiguration configuration) {
        this.analysis = analysis;
        this.revisions = revisions;
        this.outcomes = outcomes;
        this.outbox = outbox;
        this.configuration = configuration;
        this.clock = Clock.systemUTC();
    }

    static String dedupeId(String studyInstanceUid, int revision) {
        return studyInstanceUid + "/" + revision;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int concurrency() {
        return configuration.concurrency();
    }

    @Override
    public Duration timeLimit() {
        return configuration.timeLimit();
    }

    @Override
    public RetryPolicy retry() {
        return OutagePatience.policy(
                configuration.retryFirst(),
                configuration.retryLongest(),
                configuration.giveUpAfter());
    }

    @Override
    public Uni<Commit> handle(WorkItem item) {
        StudyClosed study = item.payload(StudyClosed.class);
        return revisions
                .newest(study.studyInstanceUid())
                .chain(newest -> {
                    if (study.revision() < newest) {
                        LOG.infof(
                                "study %s: revision %d is superseded by %d",
                                study.studyInstanceUid(), study.revision(), newest);
                        return Uni.createFrom().item(Commit.nothing());
                    }
                    return analysed(item, study);
                });
    }

    private Uni<Commit> analysed(WorkItem item, StudyClosed study) {
        return Multi.createFrom()
                .iterable(study.routes())
                .onItem()
                .transformToUniAndConcatenate(route -> analysis.of(study, route))
                .collect()
                .asList()
                .map(models -> decide(item, study, models));
    }

    private Commit decide(WorkItem item, StudyClosed study, List<ModelOutcome> models) {
        List<ModelOutcome.Answered> answered = only(ModelOutcome.Answered.class, models);
        List<ModelOutcome.Failed> failed = only(ModelOutcome.Failed.class, models);
        List<ModelOutcome.Failed> away =
                failed.stream().filter(model -> mayComeBack(model.cause(), item)).toList();
        boolean waitedEnough =
                clock.instant().isAfter(item.enqueuedAt().plus(configuration.partialAfter()));
        if (!away.isEmpty() && (answered.isEmpty() || !waitedEnough)) {
            throw away.getFirst().cause();
        }
        List<ModelFailure> failures = failed.stream().map(ModelOutcome.Failed::failure).toList();
        if (answered.isEmpty()) {
            throw new PermanentFailure(
                    failed.getFirst().cause().failureId(),
                    failures.stream()
                            .map(ModelFailure::detail)
                            .distinct()
                            .collect(Collectors.joining("; ")),
                    failed.getFirst().cause());
        }
        failures.forEach(failure ->
                LOG.warnf(
                        "%s: study %s goes on without %s: %s",
                        failure.failureId(),
                        study.studyInstanceUid(),
                        failure.model(),
                        failure.detail()));
        return session -> outcomes.record(session, study, answered, failures);
    }

    /** Whether another attempt may succeed; an error that is no outage gets only a few. */
    private boolean mayComeBack(RadbridgeException cause, WorkItem item) {
        if (cause instanceof PermanentFailure) {
            return false;
        }
        boolean outage =
                cause.failureId() != TritonFailure.SERVER_ERROR
                        && cause.failureId() != KitFailure.WORK_FAILED;
        return outage || item.attempt() < configuration.attemptsOnError();
    }

    @Override
    public Uni<Void> parked(Mutiny.Session session, WorkItem item, Failure failure) {
        StudyClosed study = item.payload(StudyClosed.class);
        List<ModelFailure> failures =
                study.routes().stream()
                        .map(route ->
                                new ModelFailure(route.model(), failure.id(), failure.detail()))
                        .toList();
        InferenceFailed event =
                new InferenceFailed(
                        study.studyInstanceUid(), study.revision(), failures, study.stamps());
        return outbox.append(session, event, Lane.ROUTINE);
    }

    private static <T> List<T> only(Class<T> kind, List<ModelOutcome> models) {
        return models.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
