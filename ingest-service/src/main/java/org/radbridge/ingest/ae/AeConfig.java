package org.radbridge.ingest.ae;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The application entities that the site knows. */
@ConfigMapping(prefix = "radbridge.ae")
public interface AeConfig {

    /** The settings file; without one, nobody but the callers of radbridge.dimse.callers. */
    Optional<Path> entities();

    /** How long a called peer may keep us waiting, connecting or answering. */
    @WithDefault("PT10S")
    Duration patience();

    /** How we know peers that are called by TLS, and how they know us. */
    Optional<Tls> tls();

    /** PEM files. */
    interface Tls {

        /** The authorities that may have signed peers' certificates. */
        List<Path> trusted();

        /** Our certificate chain; without one, none is shown. */
        Optional<Path> certificate();

        /** Our private key (PKCS #8). */
        Optional<Path> key();
    }
}
