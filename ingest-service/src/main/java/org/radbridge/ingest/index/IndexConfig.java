package org.radbridge.ingest.index;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the index is written. */
@ConfigMapping(prefix = "radbridge.index")
public interface IndexConfig {

    /** How many transactions write instances at the same time. */
    @WithDefault("2")
    int lanes();

    /** How many instances one transaction writes at most. */
    @WithDefault("64")
    int batch();

    /** How often bytes that no row names are looked for, after the first time at the start. */
    @WithDefault("PT1H")
    Duration sweepInterval();
}
