package org.radbridge.ingest.quarantine;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much of what is refused is kept. */
@ConfigMapping(prefix = "radbridge.quarantine")
public interface QuarantineConfig {

    /** The largest instance that is kept; of larger ones only the refusal is recorded. */
    @WithDefault("512M")
    MemorySize maxInstanceSize();

    /** All bytes that are kept. */
    @WithDefault("20G")
    MemorySize maxSize();

    /** All instances that are kept. */
    @WithDefault("10000")
    int maxCount();

    /** How long an instance waits for a decision before its bytes go. */
    @WithDefault("P30D")
    Duration maxAge();

    /** How often is looked for what has waited too long. */
    @WithDefault("PT1H")
    Duration sweepInterval();
}
