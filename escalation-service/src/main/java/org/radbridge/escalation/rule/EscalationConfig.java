package org.radbridge.escalation.rule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a site configures. */
@ConfigMapping(prefix = "radbridge.escalation")
public interface EscalationConfig {
    /** The policy's file; without it the one that ships with the service. */
    Optional<Path> rules();

    /** Under which address caregivers' systems reach this service: it stands in every alert. */
    @WithDefault("http://127.0.0.1:8084")
    URI publicUrl();

    /** The webhooks that rungs name. */
    Map<String, Webhook> webhooks();

    /** The service's port. */
    @WithDefault("8084")
    int port();

    /** A system that alerts people. */
    interface Webhook {
        /** Where alerts are posted. */
        URI url();

        /** Signs the body (HMAC-SHA-256), so that the receiver knows who sent it. */
        Optional<String> secret();

        /** How long an answer may take before the attempt counts as failed. */
        @WithDefault("PT5S")
        Duration timeout();
    }
}
