package org.radbridge.rbac.policy;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where the policy comes from. */
@ConfigMapping(prefix = "radbridge.access")
public interface PolicyConfig {
    /** The policy's file; without it the one that ships with the service. */
    Optional<Path> policy();
}
