package org.radbridge.ingest.priors;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import org.radbridge.ingest.settings.Settings;
import org.radbridge.ingest.settings.SettingsFile;

/** The settings that the service applies. */
@Startup
@ApplicationScoped
class PriorsInForce implements Settings {
    private final SettingsFile<PriorSettings> file;

    PriorsInForce(PriorsConfig config) {
        this.file =
                new SettingsFile<>(
                        "priors", config.settings(), "priors.yaml", PriorSettingsFile::read);
    }

    @Override
    public SettingsFile<PriorSettings> file() {
        return file;
    }

    PriorSettings settings() {
        return file.value();
    }
}
