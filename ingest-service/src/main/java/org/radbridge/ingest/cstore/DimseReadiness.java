package org.radbridge.ingest.cstore;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the DIMSE port is listened on. */
@Readiness
@ApplicationScoped
class DimseReadiness implements HealthCheck {
    private final DimseDoor door;

    DimseReadiness(DimseDoor door) {
        this.door = door;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("DIMSE door").status(door.isOpen()).build();
    }
}
