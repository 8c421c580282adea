package org.radbridge.ingest.scrub;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How objects are read again. */
@ConfigMapping(prefix = "radbridge.scrub")
public interface ScrubConfig {

    /** How much is read per second at most. */
    @WithDefault("16M")
    MemorySize rate();

    /** How long an object is left alone: what was just written tells little of the medium. */
    @WithDefault("P1D")
    Duration minimumAge();

    /** How long after a pass the next one begins. */
    @WithDefault("P30D")
    Duration passInterval();

    /** How often is looked whether there is something to do: a pass that a crash broke off. */
    @WithDefault("PT1M")
    Duration checkInterval();

    /** How many objects are read between two notes of how far it has come. */
    @WithDefault("20")
    int batch();
}
