package org.radbridge.ingest.study;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.contracts.PriorStudy;
import org.radbridge.ingest.access.PatientScope;
import org.radbridge.ingest.priors.PriorSearch;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.RadbridgeException;

/** The priors of a study as they are known now: also those that came after its close. */
@Path("/studies/{study}/priors")
@Produces(MediaType.APPLICATION_JSON)
public class PriorsResource {
    private static final String RESOURCE = "instance";

    private final PriorSearch priors;
    private final StudyList studies;
    private final Database database;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    PriorsResource(
            PriorSearch priors,
            StudyList studies,
            Database database,
            AccessPolicy policy,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.priors = priors;
        this.studies = studies;
        this.database = database;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /** 404 when there is no such study that the caller may see. */
    @GET
    public Uni<List<PriorStudy>> list(@RestPath String study) {
        Caller caller = currentCaller.get();
        UUID onlyPatient = PatientScope.of(policy.require(caller, RESOURCE), caller);
        return auditLog.record(
                        auditLog.entry(caller, Action.READ, RESOURCE)
                                .study(study)
                                .resourceId(study)
                                .build())
                .chain(() -> studies.find(onlyPatient, study))
                .chain(found -> {
                    if (found.isEmpty()) {
                        throw new RadbridgeException(
                                StudyFailure.STUDY_NOT_FOUND, "no study of this UID");
                    }
                    return database.inSession(session -> priors.known(session, study));
                });
    }
}
