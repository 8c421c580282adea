package org.radbridge.ingest.research;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** De-identified copies for research. */
@ConfigMapping(prefix = "radbridge.research")
public interface ResearchConfig {

    /** A file with the secret, 32 bytes or more, that project keys are derived from. */
    Optional<Path> secretFile();

    /** Words that may stand in descriptions that are kept: see the Clean Descriptors Option. */
    Optional<List<String>> safeWords();

    /** How many studies one export may hold. */
    @WithDefault("10000")
    int maxStudies();
}
