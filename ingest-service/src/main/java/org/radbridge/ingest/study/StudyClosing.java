package org.radbridge.ingest.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.EventJson;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.RoutedModel;
import org.radbridge.contracts.SeriesSummary;
import org.radbridge.contracts.StudyClosed;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.ingest.receive.ActiveReceptions;
import org.radbridge.ingest.routing.Routing;
import org.radbridge.ingest.routing.RulesInForce;
import org.radbridge.ingest.routing.SeriesFacts;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.outbox.Outbox;

/**
 * Closes studies: state, revision, timeline and the event that tells of it change in one
 * transaction.
 */
@ApplicationScoped
public class StudyClosing {
    private static final Logger LOG = Logger.getLogger(StudyClosing.class);

    private final Database database;
    private final Outbox outbox;
    private final RulesInForce rules;
    private final ActiveReceptions active;
    private final StudySteps steps;
    private final StudyConfig config;

    StudyClosing(
            Database database,
            Outbox outbox,
            RulesInForce rules,
            ActiveReceptions active,
            StudySteps steps,
            StudyConfig config) {
        this.database = database;
        this.outbox = outbox;
        this.rules = rules;
        this.active = active;
        this.steps = steps;
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
                            StudyRows rows = new StudyRows(session);
                            return rows.lockNextDue()
                                    .chain(due -> {
                                        if (due.isEmpty()) {
                                            return Uni.createFrom().item(false);
                                        }
                                        looked.set(due.get());
                                        return closeIfQuiet(session, rows, due.get())
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
        return database.inTransaction(session -> new StudyRows(session).postpone(study, later))
                .replaceWith(true);
    }

    private Uni<Void> closeIfQuiet(Mutiny.Session session, StudyRows rows, LockedStudy study) {
        return rows.lastInstanceAt(study)
                .map(last ->
                        CloseDecision.byQuietTimer(
                                last,
                                active.contains(study.studyInstanceUid()),
                                study.now(),
                                config.quietPeriod()))
                .chain(decision ->
                        switch (decision) {
                            case CloseDecision.Wait(Instant until) -> rows.postpone(study, until);
                            case CloseDecision.Close(CloseReason reason) ->
                                    close(session, rows, study, reason);
                        });
    }

    /** Keeps open, for the other replicas too, what instances are arriving for in this one. */
    Uni<Void> keepOpen(Set<String> studyInstanceUids) {
        return database.inTransaction(session ->
                new StudyRows(session).postponeAll(studyInstanceUids, config.quietPeriod()));
    }

    /**
     * Closes a study because a caller says that it is complete; a closed one stays as it is. Fails
     * with {@code study-not-found}.
     */
    public Uni<Void> closeExplicitly(String studyInstanceUid) {
        return database.inTransaction(session -> {
            StudyRows rows = new StudyRows(session);
            return locked(rows, studyInstanceUid)
                    .chain(study ->
                            study.state() == StudyState.CLOSED
                                    ? Uni.createFrom().voidItem()
                                    : close(session, rows, study, CloseReason.EXPLICIT));
        });
    }

    /**
     * Applies the rules again to a closed study. Its result is a new revision, so that whatever was
     * made of the last one is superseded. Fails with {@code study-not-found}, {@code
     * study-still-open} or {@code no-rule-matches}.
     */
    public Uni<Void> reroute(String studyInstanceUid) {
        return database.inTransaction(session -> {
            StudyRows rows = new StudyRows(session);
            return locked(rows, studyInstanceUid).chain(study -> reroute(session, rows, study));
        });
    }

    private Uni<Void> reroute(Mutiny.Session session, StudyRows rows, LockedStudy study) {
        if (study.state() == StudyState.OPEN) {
            throw new RadbridgeException(
                    StudyFailure.STUDY_STILL_OPEN, "study " + study.studyInstanceUid());
        }
        return rows.series(study)
                .chain(series -> {
                    Routing routing = rules.route(series);
                    if (routing.models().isEmpty()) {
                        throw new RadbridgeException(
                                StudyFailure.NO_RULE_MATCHES, "study " + study.studyInstanceUid());
                    }
                    return closed(
                            session,
                            rows,
                            study.nextRevision(),
                            CloseReason.REROUTED,
                            series,
                            routing);
                });
    }

    private static Uni<LockedStudy> locked(StudyRows rows, String studyInstanceUid) {
        return rows.lock(studyInstanceUid)
                .map(study ->
                        study.orElseThrow(() ->
                                new RadbridgeException(
                                        StudyFailure.STUDY_NOT_FOUND, "no study of this UID")));
    }

    private Uni<Void> close(
            Mutiny.Session session, StudyRows rows, LockedStudy study, CloseReason reason) {
        return rows.series(study)
                .chain(series -> closed(session, rows, study, reason, series, rules.route(series)));
    }

    private Uni<Void> closed(
            Mutiny.Session session,
            StudyRows rows,
            LockedStudy study,
            CloseReason reason,
            List<SeriesFacts> series,
            Routing routing) {
        boolean routed = !routing.models().isEmpty();
        Map<TimelineStep, Instant> stamps = new EnumMap<>(TimelineStep.class);
        stamps.put(TimelineStep.FIRST_INSTANCE, study.openedAt());
        stamps.put(TimelineStep.CLOSED, study.now());
        if (routed) {
            stamps.put(TimelineStep.ROUTED, study.now());
        }
        StudyClosed event =
                new StudyClosed(
                        study.studyInstanceUid(),
                        study.revision(),
                        reason.wireName(),
                        study.patient(),
                        study.accessionNumber(),
                        routing.lane(),
                        series.stream().map(StudyClosing::summary).toList(),
                        routing.models(),
                        stamps);
        LOG.infof(
                "study %s revision %d closed (%s), %d series, models %s",
                study.studyInstanceUid(),
                study.revision(),
                reason.wireName(),
                series.size(),
                routing.models().stream().map(RoutedModel::model).toList());
        return rows.close(
                        study,
                        reason,
                        routing.lane() == Lane.URGENT,
                        json(routing.models()),
                        routed ? Progress.ROUTED : Progress.UNROUTED)
                .chain(() -> steps.add(session, study.studyInstanceUid(), study.revision(), stamps))
                .chain(() -> outbox.append(session, event, routing.lane()));
    }

    private static SeriesSummary summary(SeriesFacts facts) {
        return new SeriesSummary(
                facts.seriesInstanceUid(),
                facts.modality(),
                facts.bodyPart(),
                facts.sopClassUids(),
                facts.instances());
    }

    private static String json(List<RoutedModel> models) {
        try {
            return EventJson.mapper().writeValueAsString(models);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("routes have no JSON form", e);
        }
    }
}
