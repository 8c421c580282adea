package org.radbridge.ingest.study;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a study is held to be complete. */
@ConfigMapping(prefix = "radbridge.study")
public interface StudyConfig {

    /** How long no instance must have come for the study to be closed. */
    @WithDefault("PT30S")
    Duration quietPeriod();

    /** How often studies whose deadline has come are looked for. */
    @WithDefault("PT0.25S")
    Duration checkInterval();

    /** How long a study is left alone whose close failed. */
    @WithDefault("PT10S")
    Duration retryDelay();
}
