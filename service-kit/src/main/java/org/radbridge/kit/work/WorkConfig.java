package org.radbridge.kit.work;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The work queue. */
@ConfigMapping(prefix = "radbridge.work")
public interface WorkConfig {
    /** How long a claim lasts unless it is renewed: work of a dead process waits this long. */
    @WithDefault("PT7S")
    Duration lease();

    /** How often leases are renewed. */
    @WithDefault("PT2S")
    Duration renewal();

    /** How often the queue is looked at when nothing wakes it. */
    @WithDefault("PT1S")
    Duration poll();

    /** How long finished work is remembered, and its dedupe ids with it. */
    @WithDefault("P14D")
    Duration retention();
}
