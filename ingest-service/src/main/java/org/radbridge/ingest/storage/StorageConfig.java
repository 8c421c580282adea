package org.radbridge.ingest.storage;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Where and how objects are kept. */
@ConfigMapping(prefix = "radbridge.storage")
public interface StorageConfig {

    /** Where objects are kept. */
    @WithDefault("volume")
    Kind kind();

    /** Where objects are kept. */
    enum Kind {
        /** In a folder of a local or mounted volume. */
        VOLUME,
        /** In a bucket of an S3 service. */
        S3
    }

    /** The folder of the local volume; for the kind volume. */
    Path path();

    /** How many threads encrypt, write and read. */
    @WithDefault("16")
    int threads();

    /** How much room must be left on the volume for a new object to be begun. */
    @WithDefault("256M")
    MemorySize reserve();

    /**
     * Whether objects are written past the page cache where the volume's file system takes that.
     * What was just stored is then read from the device.
     */
    @WithDefault("true")
    boolean directWrites();

    /** How old bytes must be that no index row names before they count as left by a crash. */
    @WithDefault("PT1H")
    Duration orphanAge();
}
