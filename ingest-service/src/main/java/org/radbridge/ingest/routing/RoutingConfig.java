package org.radbridge.ingest.routing;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where the routing rules come from. */
@ConfigMapping(prefix = "radbridge.routing")
public interface RoutingConfig {

    /** The rules file; without one, the shipped rules for the two reference models. */
    Optional<Path> rules();

    /**
     * The site's time zone ({@code Europe/Berlin}), for rules that ask when a study came; the
     * system's without one.
     */
    Optional<String> timeZone();
}
