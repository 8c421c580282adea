package org.radbridge.fhirmapper.hl7v2.silence;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Says at {@code /q/health/well} which feeds are silent. It is no matter of readiness: a service
 * that is not spoken to is no better for being restarted.
 */
@Wellness
@ApplicationScoped
class FeedHealth implements HealthCheck {
    private final FeedWatch watch;

    FeedHealth(FeedWatch watch) {
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("hl7v2-feeds");
        boolean well = true;
        for (FeedState state : watch.states()) {
            response.withData(state.feed(), state.silent() ? "silent" : "heard");
            well &= !state.silent();
        }
        return response.status(well).build();
    }
}
