package org.radbridge.ingest.receive;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** What is taken, through either door. */
@ConfigMapping(prefix = "radbridge.receive")
public interface ReceiveConfig {

    /** Who issues the site's patient ids, for instances that do not say. */
    @WithDefault("urn:radbridge:site")
    String defaultIssuer();

    /** The largest instance that is taken. */
    @WithDefault("16G")
    MemorySize maxInstanceSize();

    /** SOP classes beyond the standard's storage classes: a vendor's private ones. */
    Optional<List<String>> privateSopClasses();
}
