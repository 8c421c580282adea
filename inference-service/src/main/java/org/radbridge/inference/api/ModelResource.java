package org.radbridge.inference.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.inference.run.ThresholdConfiguration;
import org.radbridge.inference.triton.InferenceServers;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;

/** The models of the repository, and what the inference servers make of them. */
@Path("/models")
@Produces(MediaType.APPLICATION_JSON)
public class ModelResource {
    private static final String POLICY_RESOURCE = "routing";

    private final InferenceServers servers;
    private final ThresholdConfiguration thresholds;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    ModelResource(
            InferenceServers servers,
            ThresholdConfiguration thresholds,
            AccessPolicy policy,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.servers = servers;
        this.thresholds = thresholds;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /**
     * The answer.
     *
     * @param servers by host:port whether each inference server is up
     * @param models every model with a card
     */
    @RegisterForReflection
    record Answer(Map<String, Boolean> servers, List<ModelView> models) {}

    @GET
    public Uni<Answer> models() {
        Caller caller = currentCaller.get();
        policy.require(caller, POLICY_RESOURCE);
        List<ModelView> models =
                servers.models().stream()
                        .map(model ->
                                ModelView.of(
                                        model,
                                        thresholds
                                                .byModel()
                                                .getOrDefault(model.entry().model(), Map.of())))
                        .toList();
        return auditLog.record(auditLog.entry(caller, Action.QUERY, POLICY_RESOURCE).build())
                .replaceWith(new Answer(servers.states(), models));
    }
}
