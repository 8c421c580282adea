package org.radbridge.ingest.study;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.ingest.access.PatientScope;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.failure.RadbridgeException;

/** How far studies have come, and what an operator can do about one. */
@Path("/studies")
@Produces(MediaType.APPLICATION_JSON)
public class StudyResource {
    private static final String STATUS = "study-status";
    private static final String STORE = "store";
    private static final String ROUTING = "routing";
    private static final int MOST = 1000;

    private final StudyList studies;
    private final StudyClosing closing;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    StudyResource(
            StudyList studies,
            StudyClosing closing,
            AccessPolicy policy,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.studies = studies;
        this.closing = closing;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /** The newest studies first: 100 unless {@code limit} says otherwise, 1000 at most. */
    @GET
    public Uni<List<StudySummary>> list(
            @RestQuery @Nullable StudyState state,
            @RestQuery @Nullable Progress progress,
            @RestQuery @DefaultValue("100") int limit) {
        Caller caller = currentCaller.get();
        UUID onlyPatient = PatientScope.of(policy.require(caller, STATUS), caller);
        return auditLog.record(auditLog.entry(caller, Action.QUERY, STATUS).build())
                .chain(() -> studies.newest(onlyPatient, state, progress, bounded(limit)));
    }

    /** Closed studies that no rule sent to a model. */
    @GET
    @Path("/unrouted")
    public Uni<List<StudySummary>> unrouted(@RestQuery @DefaultValue("100") int limit) {
        Caller caller = currentCaller.get();
        UUID onlyPatient = PatientScope.of(policy.require(caller, ROUTING), caller);
        return auditLog.record(auditLog.entry(caller, Action.QUERY, ROUTING).build())
                .chain(() -> studies.newest(onlyPatient, null, Progress.UNROUTED, bounded(limit)));
    }

    /** Closed studies of which something is kept from the models, since instances are missing. */
    @GET
    @Path("/incomplete")
    public Uni<List<StudySummary>> incomplete(@RestQuery @DefaultValue("100") int limit) {
        Caller caller = currentCaller.get();
        UUID onlyPatient = PatientScope.of(policy.require(caller, ROUTING), caller);
        return auditLog.record(auditLog.entry(caller, Action.QUERY, ROUTING).build())
                .chain(() -> studies.withheld(onlyPatient, bounded(limit)));
    }

    /** One study: 404 when there is none that the caller may see. */
    @GET
    @Path("/{study}")
    public Uni<StudySummary> get(@RestPath String study) {
        Caller caller = currentCaller.get();
        UUID onlyPatient = PatientScope.of(policy.require(caller, STATUS), caller);
        return auditLog.record(
                        auditLog.entry(caller, Action.READ, STATUS)
                                .study(study)
                                .resourceId(study)
                                .build())
                .chain(() -> found(onlyPatient, study));
    }

    /**
     * Says that a study is complete; the answer is its state after. Closing twice is harmless. 409
     * when expected instances are missing, unless the caller accepts that.
     */
    @POST
    @Path("/{study}/close")
    public Uni<StudySummary> close(
            @RestPath String study, @RestQuery @DefaultValue("false") boolean acceptMissing) {
        Caller caller = currentCaller.get();
        UUID onlyPatient = PatientScope.of(policy.require(caller, STORE), caller);
        return auditLog.record(
                        auditLog.entry(caller, Action.UPDATE, STORE)
                                .study(study)
                                .resourceId(study)
                                .build())
                .chain(() -> found(onlyPatient, study))
                .chain(() -> closing.closeExplicitly(study, acceptMissing))
                .chain(() -> found(onlyPatient, study));
    }

    /** Applies the routing rules again to a closed study: 409 when none matches. */
    @POST
    @Path("/{study}/reroute")
    public Uni<StudySummary> reroute(@RestPath String study) {
        Caller caller = currentCaller.get();
        UUID onlyPatient = PatientScope.of(policy.require(caller, ROUTING), caller);
        return auditLog.record(
                        auditLog.entry(caller, Action.UPDATE, ROUTING)
                                .study(study)
                                .resourceId(study)
                                .build())
                .chain(() -> found(onlyPatient, study))
                .chain(() -> closing.reroute(study))
                .chain(() -> found(onlyPatient, study));
    }

    private Uni<StudySummary> found(@Nullable UUID onlyPatient, String study) {
        return studies.find(onlyPatient, study)
                .map(summary ->
                        summary.orElseThrow(() ->
                                new RadbridgeException(
                                        StudyFailure.STUDY_NOT_FOUND, "no study of this UID")));
    }

    private static int bounded(int limit) {
        return Math.clamp(limit, 1, MOST);
    }
}
