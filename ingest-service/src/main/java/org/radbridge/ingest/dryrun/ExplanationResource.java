package org.radbridge.ingest.dryrun;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.ingest.routing.RoutingExplanation;
import org.radbridge.ingest.routing.RulesInForce;
import org.radbridge.ingest.study.ArchivedStudies;
import org.radbridge.ingest.study.StudyFailure;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.failure.RadbridgeException;

/** Why a study goes where it goes. */
@Path("/studies/{study}/routing")
@Produces(MediaType.APPLICATION_JSON)
public class ExplanationResource {
    private static final String RESOURCE = "routing";

    private final ArchivedStudies studies;
    private final RulesInForce rules;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    ExplanationResource(
            ArchivedStudies studies,
            RulesInForce rules,
            AccessPolicy policy,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.studies = studies;
        this.rules = rules;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /** What the rules in force make of a study as it is now: every rule, every condition. */
    @GET
    public Uni<RoutingExplanation> explain(@RestPath String study) {
        Caller caller = currentCaller.get();
        policy.require(caller, RESOURCE);
        return auditLog.record(
                        auditLog.entry(caller, Action.READ, RESOURCE)
                                .study(study)
                                .resourceId(study)
                                .build())
                .chain(() -> studies.find(study))
                .map(found ->
                        found.orElseThrow(() ->
                                new RadbridgeException(
                                        StudyFailure.STUDY_NOT_FOUND, "no study of this UID")))
                .map(found -> rules.rules().explain(found.series()));
    }
}
