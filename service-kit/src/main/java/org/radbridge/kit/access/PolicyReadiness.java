package org.radbridge.kit.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Without a policy every request would be refused: the service is not ready. */
@Readiness
@ApplicationScoped
class PolicyReadiness implements HealthCheck {
    private final AccessPolicy policy;

    PolicyReadiness(AccessPolicy policy) {
        this.policy = policy;
    }

    @Override
    public HealthCheckResponse call() {
        OptionalLong version = policy.version();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("access-policy").status(version.isPresent());
        version.ifPresent(v -> response.withData("version", v));
        return response.build();
    }
}
