package org.radbridge.ingest.repair;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** How unfit instances are mended. */
@ConfigMapping(prefix = "radbridge.repair")
public interface RepairConfig {

    /** The rules file; without one, the shipped rules. */
    Optional<Path> rules();

    /** Modifying System (0400,0563) of what is changed here. */
    @WithDefault("RADBRIDGE")
    String modifyingSystem();
}
