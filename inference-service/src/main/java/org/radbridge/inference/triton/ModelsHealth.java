package org.radbridge.inference.triton;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Whether inference is possible: a server is up, and no model is refused. A matter for an operator
 * and not for the orchestrator, so it is no readiness check: the service takes in studies and keeps
 * them while servers are away.
 */
@Wellness
@ApplicationScoped
public class ModelsHealth implements HealthCheck {
    private final InferenceServers servers;

    public ModelsHealth(InferenceServers servers) {
        this.servers = servers;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("inference-models");
        boolean well = servers.states().containsValue(true);
        for (var server : servers.states().entrySet()) {
            response.withData(server.getKey(), server.getValue() ? "up" : "down");
        }
        for (ServedModel model : servers.models()) {
            List<String> problems = model.problems();
            well &= problems.isEmpty();
            response.withData(
                    model.entry().model(),
                    problems.isEmpty() ? "usable" : String.join("; ", problems));
        }
        return response.status(well).build();
    }
}
