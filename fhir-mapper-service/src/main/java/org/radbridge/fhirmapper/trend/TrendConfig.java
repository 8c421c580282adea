package org.radbridge.fhirmapper.trend;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How lesions are shown over time. */
@ConfigMapping(prefix = "radbridge.lesion-trend")
public interface TrendConfig {

    /** How many findings a trend shows at most, those of the newest studies first. */
    @WithDefault("200")
    int most();
}
