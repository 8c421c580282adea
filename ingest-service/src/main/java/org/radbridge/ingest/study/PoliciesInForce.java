package org.radbridge.ingest.study;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.radbridge.ingest.routing.SeriesFacts;
import org.radbridge.ingest.settings.Settings;
import org.radbridge.ingest.settings.SettingsFile;

/** The close policies that the service applies. */
@Startup
@ApplicationScoped
class PoliciesInForce implements Settings {
    private final SettingsFile<ClosePolicies> file;

    PoliciesInForce(StudyConfig config) {
        this.file =
                new SettingsFile<>(
                        "close-policies",
                        config.closePolicies(),
                        "close-policies.yaml",
                        (source, text) ->
                                ClosePoliciesFile.read(source, text, config.quietPeriod()));
    }

    @Override
    public SettingsFile<ClosePolicies> file() {
        return file;
    }

    ClosePolicy of(List<SeriesFacts> study) {
        return file.value().of(study);
    }
}
