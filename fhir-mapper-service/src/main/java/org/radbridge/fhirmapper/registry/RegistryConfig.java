package org.radbridge.fhirmapper.registry;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Which findings make cases. */
@ConfigMapping(prefix = "radbridge.registry")
public interface RegistryConfig {

    /**
     * The rules' file (YAML, see {@code registry-rules-example.yaml}); without it no case is found.
     */
    Optional<Path> rules();
}
