package org.radbridge.ingest.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.radbridge.contracts.EventJson;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.PriorStudy;
import org.radbridge.contracts.RoutedModel;
import org.radbridge.contracts.SeriesSummary;
import org.radbridge.contracts.StudyClosed;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.ingest.evidence.Evidence;
import org.radbridge.ingest.evidence.EvidenceRows;
import org.radbridge.ingest.evidence.EvidenceState;
import org.radbridge.ingest.routing.Routing;
import org.radbridge.ingest.routing.RulesInForce;
import org.radbridge.ingest.routing.SeriesFacts;
import org.radbridge.ingest.study.StudyRows.RevisionRow;
import org.radbridge.kit.outbox.Outbox;

/**
 * Carries a close out: state, revision, timeline and the event that tells of it change in one
 * transaction.
 */
@ApplicationScoped
class StudyRevisions {
    private static final Logger LOG = Logger.getLogger(StudyRevisions.class);

    private final Outbox outbox;
    private final StudySteps steps;
    private final List<ClosedStudies> listeners;
    private final MeterRegistry metrics;

    StudyRevisions(
            Outbox outbox,
            StudySteps steps,
            @All List<ClosedStudies> listeners,
            MeterRegistry metrics) {
        this.outbox = outbox;
        this.steps = steps;
        this.listeners = listeners;
        this.metrics = metrics;
    }

    /**
     * A close to be carried out.
     *
     * @param missing how many expected instances are not here
     * @param withheld whether something is kept from the models
     * @param overrules whether no evidence of before counts any more
     */
    record Closed(
            CloseReason reason,
            KnownStudy known,
            Routing routing,
            int missing,
            boolean withheld,
            boolean overrules) {

        /** Routes all series but the withheld ones. */
        static Closed without(
                CloseReason reason,
                KnownStudy known,
                Set<String> withheld,
                int missing,
                RulesInForce rules) {
            List<SeriesFacts> shown =
                    known.series().stream()
                            .filter(facts -> !withheld.contains(facts.seriesInstanceUid()))
                            .toList();
            boolean partly = !withheld.isEmpty();
            return new Closed(reason, known, rules.route(shown), missing, partly, false);
        }

        /** Keeps the whole study from the models. */
        static Closed withheld(CloseReason reason, KnownStudy known, int missing) {
            return new Closed(
                    reason, known, new Routing(List.of(), Lane.ROUTINE), missing, true, false);
        }

        /** The same, telling of these priors. */
        Closed with(List<PriorStudy> priors) {
            return new Closed(reason, known.with(priors), routing, missing, withheld, overrules);
        }

        /** The same, after which no evidence of before counts. */
        Closed overruling() {
            return new Closed(reason, known, routing, missing, withheld, true);
        }

        Progress progress() {
            if (!routing.models().isEmpty()) {
                return Progress.ROUTED;
            }
            return withheld ? Progress.INCOMPLETE : Progress.UNROUTED;
        }

        /** What this close rests on: satisfied, or overruled. */
        List<Evidence> restsOn() {
            return known.evidence().stream()
                    .filter(e -> !e.spent())
                    .filter(e ->
                            overrules || e.missing() == 0 && e.state() != EvidenceState.IN_PROGRESS)
                    .toList();
        }
    }

    Uni<Void> close(Mutiny.Session session, StudyRows rows, LockedStudy study, Closed closed) {
        Duration delay = Duration.between(closed.known().lastInstanceAt(), study.now());
        StudyClosed event = event(study, closed, delay);
        log(study, closed, delay);
        return rows.close(
                        study,
                        new RevisionRow(
                                closed.reason(),
                                closed.routing().lane() == Lane.URGENT,
                                json(closed.routing().models()),
                                closed.progress(),
                                delay.toMillis(),
                                closed.missing(),
                                closed.withheld()))
                .chain(() -> new EvidenceRows(session).spend(closed.restsOn()))
                .chain(() ->
                        steps.add(
                                session,
                                study.studyInstanceUid(),
                                study.revision(),
                                event.stamps()))
                .chain(() -> outbox.append(session, event, closed.routing().lane()))
                .chain(() -> tellListeners(session, study))
                .invoke(() -> measure(closed, delay));
    }

    private Uni<Void> tellListeners(Mutiny.Session session, LockedStudy study) {
        Uni<Void> told = Uni.createFrom().voidItem();
        for (ClosedStudies listener : listeners) {
            told =
                    told.chain(() ->
                            listener.closed(session, study.studyInstanceUid(), study.revision()));
        }
        return told;
    }

    private static StudyClosed event(LockedStudy study, Closed closed, Duration delay) {
        Map<TimelineStep, Instant> stamps = new EnumMap<>(TimelineStep.class);
        stamps.put(TimelineStep.FIRST_INSTANCE, study.openedAt());
        stamps.put(TimelineStep.CLOSED, study.now());
        if (!closed.routing().models().isEmpty()) {
            stamps.put(TimelineStep.ROUTED, study.now());
        }
        return new StudyClosed(
                study.studyInstanceUid(),
                study.revision(),
                closed.reason().wireName(),
                delay.toMillis(),
                study.patient(),
                study.accessionNumber(),
                closed.routing().lane(),
                closed.known().series().stream()
                        .map(facts -> summary(facts, closed.known()))
                        .toList(),
                closed.routing().models(),
                stamps,
                closed.known().priors());
    }

    private static SeriesSummary summary(SeriesFacts facts, KnownStudy known) {
        int expected = known.expected(facts.seriesInstanceUid());
        return new SeriesSummary(
                facts.seriesInstanceUid(),
                facts.modality(),
                facts.bodyPart(),
                facts.sopClassUids(),
                facts.instances(),
                expected == 0 ? null : expected);
    }

    private static void log(LockedStudy study, Closed closed, Duration delay) {
        LOG.infof(
                "study %s revision %d closed (%s, %d ms after the last instance), %d series, models %s",
                study.studyInstanceUid(),
                study.revision(),
                closed.reason().wireName(),
                delay.toMillis(),
                closed.known().series().size(),
                closed.routing().models().stream().map(RoutedModel::model).toList());
        if (closed.withheld()) {
            LOG.warnf(
                    "%s: study %s revision %d (%s): at least %d expected instances are not here;"
                            + " what is partial is kept from the models",
                    StudyFailure.STUDY_INCOMPLETE.id(),
                    study.studyInstanceUid(),
                    study.revision(),
                    closed.reason().wireName(),
                    closed.missing());
        }
    }

    private void measure(Closed closed, Duration delay) {
        Timer.builder("radbridge.study.close.delay")
                .description("Time from a study's last instance to its close")
                .tag("reason", closed.reason().wireName())
                .publishPercentileHistogram()
                .register(metrics)
                .record(delay);
        if (closed.withheld()) {
            metrics.counter("radbridge.study.withheld", "reason", closed.reason().wireName())
                    .increment();
        }
    }

    private static String json(List<RoutedModel> models) {
        try {
            return EventJson.mapper().writeValueAsString(models);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("routes have no JSON form", e);
        }
    }
}
