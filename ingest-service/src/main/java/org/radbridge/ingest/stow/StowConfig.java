package org.radbridge.ingest.stow;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What STOW-RS takes. */
@ConfigMapping(prefix = "radbridge.stow")
public interface StowConfig {

    /** The largest body of metadata and bulk data, which is held in memory; files are streamed. */
    @WithDefault("128M")
    MemorySize maxMetadataBody();
}
