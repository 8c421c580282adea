package org.radbridge.ingest.importing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What may be imported, and how fast. */
@ConfigMapping(prefix = "radbridge.import")
public interface ImportConfig {

    /** The folder that imports are taken from; without one, nothing is imported. */
    Optional<Path> root();

    /** How many files are received at the same time. */
    @WithDefault("4")
    int concurrency();

    /** After how many files progress is noted. */
    @WithDefault("64")
    int window();

    /** After how long without a sign of life another process takes a job over. */
    @WithDefault("PT30S")
    Duration lease();

    /** How often is looked for jobs that nobody works on. */
    @WithDefault("PT5S")
    Duration pollInterval();
}
