package org.radbridge.inference.run;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.ModelFailure;
import org.radbridge.contracts.ModelRun;
import org.radbridge.contracts.StudyClosed;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.contracts.Urgency;
import org.radbridge.inference.postprocess.Findings;
import org.radbridge.kit.outbox.Outbox;

/** Writes what a study's models found and tells of it, in one transaction. */
@ApplicationScoped
public class StudyOutcomes {
    private static final Logger LOG = Logger.getLogger(StudyOutcomes.class);

    private final RunStore store;
    private final Outbox outbox;

    public StudyOutcomes(RunStore store, Outbox outbox) {
        this.store = store;
        this.outbox = outbox;
    }

    Uni<Void> record(
            Mutiny.Session session,
            StudyClosed study,
            List<ModelOutcome.Answered> answered,
            List<ModelFailure> failures) {
        return store.supersede(session, study)
                .chain(() ->
                        Multi.createFrom()
                                .iterable(answered)
                                .onItem()
                                .transformToUniAndConcatenate(
                                        model -> store.insert(session, study, model))
                                .onItem()
                                .ignoreAsUni())
                .chain(() -> store.insertFailures(session, study, failures))
                .chain(() -> tell(session, study, answered, failures));
    }

    private Uni<Void> tell(
            Mutiny.Session session,
            StudyClosed study,
            List<ModelOutcome.Answered> answered,
            List<ModelFailure> failures) {
        List<ModelRun> shown =
                answered.stream()
                        .filter(ModelOutcome.Answered::isShown)
                        .map(ModelOutcome.Answered::run)
                        .toList();
        if (shown.isEmpty()) {
            LOG.infof(
                    "study %s: only shadow models answered; nobody is told",
                    study.studyInstanceUid());
            return Uni.createFrom().voidItem();
        }
        Urgency urgency =
                Findings.urgency(shown.stream().flatMap(run -> run.findings().stream()).toList());
        Lane lane = urgency == Urgency.CRITICAL ? Lane.URGENT : study.lane();
        InferenceCompleted event =
                new InferenceCompleted(
                        study.studyInstanceUid(),
                        study.revision(),
                        study.patient(),
                        study.accessionNumber(),
                        lane,
                        urgency,
                        shown,
                        failures,
                        stamps(study, answered));
        return outbox.append(session, event, lane);
    }

    private static Map<TimelineStep, Instant> stamps(
            StudyClosed study, List<ModelOutcome.Answered> answered) {
        Map<TimelineStep, Instant> stamps = new EnumMap<>(TimelineStep.class);
        stamps.putAll(study.stamps());
        for (ModelOutcome.Answered model : answered) {
            stamps.merge(TimelineStep.PIXELS_READ, model.pixelsRead(), StudyOutcomes::later);
            stamps.merge(TimelineStep.INFERRED, model.inferred(), StudyOutcomes::later);
        }
        return stamps;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
