package org.radbridge.ingest.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How long studies are kept. */
@ConfigMapping(prefix = "radbridge.retention")
public interface RetentionConfig {

    /** The YAML file with the rules; without one nothing is deleted by rule. */
    Optional<Path> rules();

    /** How often studies whose time is over are looked for. */
    @WithDefault("PT24H")
    Duration interval();

    /** How often bytes are looked for that a deletion left to be removed. */
    @WithDefault("PT1M")
    Duration removalInterval();
}
