package org.radbridge.ingest.wado;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What it may cost to answer other than as things are kept. */
@ConfigMapping(prefix = "radbridge.wado")
public interface WadoConfig {

    /**
     * The largest object that is transcoded or rendered; larger ones are answered as they are kept.
     */
    @WithDefault("512M")
    MemorySize maxTranscoded();

    /** How many objects are in memory at a time to be transcoded or rendered. */
    @WithDefault("2")
    int transcoders();

    /** Pixels of the longer side of a thumbnail, unless the client names a viewport. */
    @WithDefault("200")
    int thumbnailSide();

    /** How much series metadata that was answered is kept in memory for those who ask next. */
    @WithDefault("16M")
    MemorySize metadataCache();
}
