package org.radbridge.fhirmapper.identity;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** Whose patients are known from a feed. */
@ConfigMapping(prefix = "radbridge.identity")
public interface IdentityConfig {

    /**
     * Issuers of patient ids whose patients an ADT feed tells of: a result of a patient that it has
     * not told of yet waits for it. None when this is not given.
     */
    Optional<Set<String>> fedIssuers();

    /** Whether results of this issuer's patients wait for the feed. */
    default boolean isFed(String issuer) {
        return fedIssuers().orElse(Set.of()).contains(issuer);
    }
}
