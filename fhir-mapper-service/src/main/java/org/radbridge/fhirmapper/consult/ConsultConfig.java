package org.radbridge.fhirmapper.consult;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** What results propose. */
@ConfigMapping(prefix = "radbridge.consults")
public interface ConsultConfig {

    /**
     * The rules' file (YAML, see {@code consult-rules-example.yaml}); without it nothing is
     * proposed.
     */
    Optional<Path> rules();
}
