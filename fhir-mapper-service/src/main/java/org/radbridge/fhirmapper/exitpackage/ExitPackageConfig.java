package org.radbridge.fhirmapper.exitpackage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Where exit packages lie: {@code radbridge.exit-package}. */
@ConfigMapping(prefix = "radbridge.exit-package")
public interface ExitPackageConfig {

    /** The folder of the packages; none are made or restored without one. */
    Optional<Path> folder();

    /** Whether a package of the month that ended is made on the first of each month. */
    @WithDefault("true")
    boolean monthly();
}
