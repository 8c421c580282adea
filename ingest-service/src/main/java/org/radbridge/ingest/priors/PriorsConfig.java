package org.radbridge.ingest.priors;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where prior studies come from. */
@ConfigMapping(prefix = "radbridge.priors")
public interface PriorsConfig {

    /** The settings file: archives, relevance, waiting budgets; without one, the index alone. */
    Optional<Path> settings();

    /** How DICOMweb archives are told who asks, by the name that the settings file gives them. */
    Map<String, Credentials> credentials();

    /** A token, or a name and a password. */
    interface Credentials {

        /** A bearer token (RFC 6750). */
        Optional<String> token();

        /** The user (RFC 7617). */
        Optional<String> user();

        /** The user's password. */
        Optional<String> password();
    }
}
