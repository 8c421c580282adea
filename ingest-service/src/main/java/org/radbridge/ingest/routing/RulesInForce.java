package org.radbridge.ingest.routing;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.jboss.logging.Logger;

/** The rules that the service applies: read, and refused if invalid, when it starts. */
@Startup
@ApplicationScoped
public class RulesInForce {
    private static final Logger LOG = Logger.getLogger(RulesInForce.class);
    private static final String SHIPPED = "routing-rules.yaml";

    private final RoutingRules rules;

    public RulesInForce(RoutingConfig config) {
        this.rules = config.rules().map(RulesInForce::read).orElseGet(RulesInForce::shipped);
        LOG.infof(
                "%d routing rules from %s",
                rules.rules().size(),
                config.rules().map(Path::toString).orElse("the shipped file"));
    }

    /** Applies the rules to all series of a study. */
    public Routing route(Collection<SeriesFacts> study) {
        return rules.route(study);
    }

    static RoutingRules read(Path file) {
        try {
            return RoutingRulesFile.read(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new RoutingRulesException(file.toString(), "the file cannot be read", e);
        }
    }

    static RoutingRules shipped() {
        try (InputStream content =
                RulesInForce.class.getClassLoader().getResourceAsStream(SHIPPED)) {
            if (content == null) {
                throw new RoutingRulesException(SHIPPED, "the shipped file is missing", null);
            }
            return RoutingRulesFile.read(
                    SHIPPED, new String(content.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new RoutingRulesException(SHIPPED, "the shipped file cannot be read", e);
        }
    }
}
