package org.radbridge.inference.pixels;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How pixels are read. */
@ConfigMapping(prefix = "radbridge.pixels")
public interface PixelsConfiguration {
    /** How long the ingest-service may take to accept a connection. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** How long the ingest-service may be silent in the middle of an answer. */
    @WithDefault("30s")
    Duration silence();

    /** The largest image that is taken. */
    @WithDefault("128M")
    MemorySize maxInstance();

    /** The largest description of a series that is taken. */
    @WithDefault("64M")
    MemorySize maxMetadata();
}
