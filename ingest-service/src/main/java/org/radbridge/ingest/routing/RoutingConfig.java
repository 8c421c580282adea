package org.radbridge.ingest.routing;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where the routing rules come from. */
@ConfigMapping(prefix = "radbridge.routing")
public interface RoutingConfig {

    /** The rules file; without one, the shipped rules for the two reference models. */
    Optional<Path> rules();
}
