package org.radbridge.ingest.timeline;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.ingest.access.PatientScope;
import org.radbridge.ingest.study.StudyFailure;
import org.radbridge.ingest.study.StudyList;
import org.radbridge.ingest.study.StudySummary;
import org.radbridge.kit.access.AccessDecision.Granted;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.failure.RadbridgeException;

/** The timeline of a study: of its current revision, or of the one that is asked for. */
@Path("/studies/{study}/timeline")
@Produces(MediaType.APPLICATION_JSON)
public class TimelineResource {
    private static final String RESOURCE = "timeline";
    private static final String ESCALATION = "escalation";
    private static final Set<TimelineStep> ALERT_STEPS =
            EnumSet.of(TimelineStep.ALERT_DELIVERED, TimelineStep.ACKNOWLEDGED);
    private static final String STEPS =
            "SELECT step, at FROM study_step WHERE study_instance_uid = $1 AND revision = $2";

    private final Pool pool;
    private final StudyList studies;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    TimelineResource(
            Pool pool,
            StudyList studies,
            AccessPolicy policy,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.pool = pool;
        this.studies = studies;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /** 404 when there is no such study that the caller may see. */
    @GET
    public Uni<Timeline> get(@RestPath String study, @RestQuery @Nullable Integer revision) {
        Caller caller = currentCaller.get();
        UUID onlyPatient = PatientScope.of(policy.require(caller, RESOURCE), caller);
        boolean seesAlerts = policy.decide(caller, ESCALATION) instanceof Granted;
        return auditLog.record(
                        auditLog.entry(caller, Action.READ, RESOURCE)
                                .study(study)
                                .resourceId(study)
                                .build())
                .chain(() -> studies.find(onlyPatient, study))
                .map(found ->
                        found.orElseThrow(() ->
                                new RadbridgeException(
                                        StudyFailure.STUDY_NOT_FOUND, "no study of this UID")))
                .chain(summary -> timeline(summary, revision, seesAlerts));
    }

    private Uni<Timeline> timeline(
            StudySummary study, @Nullable Integer revision, boolean seesAlerts) {
        int which = revision == null ? study.revision() : revision;
        return pool.preparedQuery(STEPS)
                .execute(Tuple.of(study.studyInstanceUid(), which))
                .map(rows -> Timeline.of(study, which, visible(stamps(rows), seesAlerts)));
    }

    /** That there was an alert tells of a critical finding: only those may know who see alerts. */
    private static Map<TimelineStep, Instant> visible(
            Map<TimelineStep, Instant> stamps, boolean seesAlerts) {
        if (!seesAlerts) {
            stamps.keySet().removeAll(ALERT_STEPS);
        }
        return stamps;
    }

    private static Map<TimelineStep, Instant> stamps(RowSet<Row> rows) {
        Map<TimelineStep, Instant> stamps = new EnumMap<>(TimelineStep.class);
        for (Row row : rows) {
            stamps.put(
                    TimelineStep.valueOf(row.getString(0)), row.getOffsetDateTime(1).toInstant());
        }
        return stamps;
    }
}
