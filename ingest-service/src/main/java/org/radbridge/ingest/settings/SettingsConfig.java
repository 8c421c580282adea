package org.radbridge.ingest.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How settings files are watched. */
@ConfigMapping(prefix = "radbridge.settings")
public interface SettingsConfig {

    /** How often the files are looked at; polled, since mounted ConfigMaps give no notice. */
    @WithDefault("PT2S")
    Duration checkInterval();
}
