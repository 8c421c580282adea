package org.radbridge.ingest.study;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** When a study is held to be complete. */
@ConfigMapping(prefix = "radbridge.study")
public interface StudyConfig {

    /** How long no instance must have come for a study to be closed without other evidence. */
    @WithDefault("PT30S")
    Duration quietPeriod();

    /** The close policies file; without one, all evidence counts for all sources alike. */
    Optional<Path> closePolicies();

    /** How long after its first instance a study is looked at for the first time. */
    @WithDefault("PT1S")
    Duration firstLook();

    /** How often studies whose deadline has come are looked for. */
    @WithDefault("PT0.25S")
    Duration checkInterval();

    /** How soon a study is looked at again that expected instances are missing of. */
    @WithDefault("PT0.5S")
    Duration recheck();

    /** How long other replicas believe, without another sign, that an instance is arriving here. */
    @WithDefault("PT5S")
    Duration receivingLease();

    /** How long a study is left alone whose close failed. */
    @WithDefault("PT10S")
    Duration retryDelay();
}
