package org.radbridge.ingest.dryrun;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestQuery;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.ingest.routing.RoutingRules;
import org.radbridge.ingest.routing.RoutingRulesFile;
import org.radbridge.ingest.routing.RulesInForce;
import org.radbridge.ingest.settings.SettingsFailure;
import org.radbridge.ingest.study.ArchivedStudies;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.failure.RadbridgeException;

/** Rules tried on the archive. The answer shows no patient data. */
@Path("/routing/dry-run")
@Produces(MediaType.APPLICATION_JSON)
public class DryRunResource {
    private static final String RESOURCE = "routing";
    private static final int MOST_STUDIES = 1000;
    private static final int LONGEST_RULES = 1024 * 1024;

    private final ArchivedStudies studies;
    private final RulesInForce rules;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    DryRunResource(
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

    /**
     * What these rules would change for the studies that came last: 100 unless {@code studies} says
     * otherwise, 1000 at most. 422 when they are not valid, with the fault.
     */
    @POST
    @Consumes({"application/yaml", MediaType.TEXT_PLAIN})
    public Uni<DryRun> dryRun(String yaml, @RestQuery("studies") @DefaultValue("100") int limit) {
        Caller caller = currentCaller.get();
        policy.require(caller, RESOURCE);
        if (yaml.length() > LONGEST_RULES) {
            throw new RadbridgeException(
                    SettingsFailure.SETTINGS_INVALID, "more than " + LONGEST_RULES + " characters");
        }
        RoutingRules tried = RoutingRulesFile.read("the rules sent", yaml);
        return auditLog.record(auditLog.entry(caller, Action.QUERY, RESOURCE).build())
                .chain(() -> studies.newest(Math.clamp(limit, 1, MOST_STUDIES)))
                .map(newest -> DryRun.of(newest, rules.rules(), tried));
    }
}
