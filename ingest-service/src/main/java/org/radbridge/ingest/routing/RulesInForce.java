package org.radbridge.ingest.routing;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.radbridge.ingest.settings.Settings;
import org.radbridge.ingest.settings.SettingsFile;

/** The rules that the service applies: refused if invalid when it starts, and when they change. */
@Startup
@ApplicationScoped
public class RulesInForce implements Settings {
    private static final Logger LOG = Logger.getLogger(RulesInForce.class);
    private static final String NAME = "routing-rules";
    private static final String SHIPPED = "routing-rules.yaml";

    private final SettingsFile<RoutingRules> file;

    public RulesInForce(RoutingConfig config) {
        this.file = read(config.rules());
        LOG.infof("%d rules from %s", rules().rules().size(), file.status().source());
    }

    static RoutingRules shipped() {
        return read(Optional.empty()).value();
    }

    private static SettingsFile<RoutingRules> read(Optional<Path> rules) {
        return new SettingsFile<>(NAME, rules, SHIPPED, RoutingRulesFile::read);
    }

    @Override
    public SettingsFile<RoutingRules> file() {
        return file;
    }

    /** The rules as they are now; decide with one such value, not with several. */
    public RoutingRules rules() {
        return file.value();
    }

    /** Applies the rules to all series of a study. */
    public Routing route(Collection<SeriesFacts> study) {
        return rules().route(study);
    }
}
