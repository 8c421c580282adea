package org.radbridge.ingest.timeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.EscalationChanged;
import org.radbridge.contracts.EventJson;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.InferenceFailed;
import org.radbridge.contracts.ModelFailure;
import org.radbridge.contracts.ResultPublished;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.ingest.study.Progress;
import org.radbridge.ingest.study.StudySteps;
import org.radbridge.kit.inbox.EventConsumer;

/** Takes the stamps, and what became of the analysis, from the events of the other services. */
@ApplicationScoped
class TimelineConsumers {
    private static final String CLOSED_AT =
            """
            SELECT CAST(extract(epoch FROM at) * 1000000 AS bigint) FROM study_step
            WHERE study_instance_uid = ?1 AND revision = ?2 AND step = 'CLOSED'
            """;

    /** An analysis that failed may succeed when an operator repeats it, but not the reverse. */
    private static final String SET_PROGRESS =
            """
            UPDATE study_revision SET progress = ?3, failures = ?4
            WHERE study_id = (SELECT id FROM study WHERE study_instance_uid = ?1) AND revision = ?2
                AND progress <> 'ANALYSED'
            """;

    private final EventConsumer consumer;
    private final StudySteps steps;
    private final MeterRegistry metrics;

    TimelineConsumers(EventConsumer consumer, StudySteps steps, MeterRegistry metrics) {
        this.consumer = consumer;
        this.steps = steps;
        this.metrics = metrics;
    }

    @Incoming("inference-completed")
    Uni<Void> inferenceCompleted(Message<byte[]> message) {
        Fresh fresh = new Fresh();
        return consumer.once(
                        message,
                        InferenceCompleted.class,
                        (session, event, _) ->
                                stamp(
                                                session,
                                                fresh,
                                                event.studyInstanceUid(),
                                                event.revision(),
                                                event.stamps())
                                        .chain(() ->
                                                progress(
                                                        session,
                                                        event.studyInstanceUid(),
                                                        event.revision(),
                                                        Progress.ANALYSED,
                                                        event.failures())))
                .invoke(() -> measure(fresh));
    }

    @Incoming("inference-failed")
    Uni<Void> inferenceFailed(Message<byte[]> message) {
        Fresh fresh = new Fresh();
        return consumer.once(
                        message,
                        InferenceFailed.class,
                        (session, event, _) ->
                                stamp(
                                                session,
                                                fresh,
                                                event.studyInstanceUid(),
                                                event.revision(),
                                                event.stamps())
                                        .chain(() ->
                                                progress(
                                                        session,
                                                        event.studyInstanceUid(),
                                                        event.revision(),
                                                        Progress.FAILED,
                                                        event.failures())))
                .invoke(() -> measure(fresh));
    }

    @Incoming("result-published")
    Uni<Void> resultPublished(Message<byte[]> message) {
        Fresh fresh = new Fresh();
        return consumer.once(
                        message,
                        ResultPublished.class,
                        (session, event, _) ->
                                stamp(
                                        session,
                                        fresh,
                                        event.studyInstanceUid(),
                                        event.revision(),
                                        event.stamps()))
                .invoke(() -> measure(fresh));
    }

    @Incoming("escalation-changed")
    Uni<Void> escalationChanged(Message<byte[]> message) {
        Fresh fresh = new Fresh();
        return consumer.once(
                        message,
                        EscalationChanged.class,
                        (session, event, _) ->
                                stamp(
                                        session,
                                        fresh,
                                        event.studyInstanceUid(),
                                        event.revision(),
                                        event.stamps()))
                .invoke(() -> measure(fresh));
    }

    /** What a transaction stamped first; emptied when the transaction is tried again. */
    private static final class Fresh {
        private final List<Map.Entry<TimelineStep, Duration>> sinceClose = new ArrayList<>();
    }

    private Uni<Void> stamp(
            Mutiny.Session session,
            Fresh fresh,
            String study,
            int revision,
            Map<TimelineStep, Instant> stamps) {
        fresh.sinceClose.clear();
        return steps.add(session, study, revision, stamps)
                .chain(added ->
                        session.createNativeQuery(CLOSED_AT, Object.class)
                                .setParameter(1, study)
                                .setParameter(2, revision)
                                .getSingleResultOrNull()
                                .invoke(closed -> note(fresh, added, stamps, closed)))
                .replaceWithVoid();
    }

    private static void note(
            Fresh fresh,
            List<TimelineStep> added,
            Map<TimelineStep, Instant> stamps,
            @org.jspecify.annotations.Nullable Object closedMicros) {
        if (!(closedMicros instanceof Number micros)) {
            return;
        }
        Instant closed = Instant.EPOCH.plusNanos(micros.longValue() * 1000);
        for (TimelineStep step : added) {
            Instant at = stamps.get(step);
            if (at != null) {
                fresh.sinceClose.add(Map.entry(step, Duration.between(closed, at)));
            }
        }
    }

    private void measure(Fresh fresh) {
        for (Map.Entry<TimelineStep, Duration> step : fresh.sinceClose) {
            Timer.builder("radbridge.study.step")
                    .description("Time from study close to each step")
                    .tag("step", step.getKey().name().toLowerCase(Locale.ROOT))
                    .publishPercentileHistogram()
                    .register(metrics)
                    .record(step.getValue());
        }
    }

    private static Uni<Void> progress(
            Mutiny.Session session,
            String study,
            int revision,
            Progress progress,
            List<ModelFailure> failures) {
        return session.createNativeQuery(SET_PROGRESS)
                .setParameter(1, study)
                .setParameter(2, revision)
                .setParameter(3, progress.name())
                .setParameter(4, json(failures))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static String json(List<ModelFailure> failures) {
        try {
            return EventJson.mapper().writeValueAsString(failures);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("failures have no JSON form", e);
        }
    }
}
