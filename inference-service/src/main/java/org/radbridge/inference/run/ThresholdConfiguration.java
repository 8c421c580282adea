package org.radbridge.inference.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;

/** A site's own thresholds in place of a card's. */
@ConfigMapping(prefix = "radbridge.inference.thresholds")
public interface ThresholdConfiguration {
    /** By model name and label, 0 to 1. */
    @WithParentName
    Map<String, Map<String, Double>> byModel();
}
