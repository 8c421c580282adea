package org.radbridge.ingest.commitment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Storage commitment. */
@ConfigMapping(prefix = "radbridge.commitment")
public interface CommitmentConfig {

    /**
     * How long after a request its instances are looked up first, so that what other associations
     * still bring counts, and no report comes before the request's response.
     */
    @WithDefault("PT2S")
    Duration delay();

    /** How long to wait at first before a report is tried again that was not taken. */
    @WithDefault("PT5S")
    Duration retryAfter();

    /** How long to wait at most between two tries. */
    @WithDefault("PT10M")
    Duration longestRetry();

    /** How often a report is tried before it waits for an operator. */
    @WithDefault("300")
    int attempts();
}
