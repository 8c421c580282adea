package org.radbridge.ingest.qido;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much a search may ask for. */
@ConfigMapping(prefix = "radbridge.qido")
public interface QidoConfig {

    /**
     * How many results one answer has at most; a client asks for the others with {@code offset}.
     */
    @WithDefault("1000")
    int maxResults();

    /** How long a search may take that no index bounds, before it is refused as too broad. */
    @WithDefault("PT15S")
    Duration timeout();
}
