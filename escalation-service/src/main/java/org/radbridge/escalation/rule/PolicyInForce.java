package org.radbridge.escalation.rule;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Loads the policy at start: a service whose policy is not valid does not start. */
@Startup
@ApplicationScoped
public class PolicyInForce {
    private static final String SHIPPED = "/escalation-rules.yaml";

    private final EscalationPolicy policy;

    public PolicyInForce(EscalationConfig config) {
        this.policy = load(config.rules());
        Set<String> missing = new TreeSet<>(policy.webhooks());
        missing.removeAll(config.webhooks().keySet());
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "the escalation policy names webhooks that are not configured: "
                            + missing
                            + "; set radbridge.escalation.webhooks.NAME.url");
        }
    }

    /** The policy for escalations that open now. */
    public EscalationPolicy policy() {
        return policy;
    }

    private static EscalationPolicy load(Optional<Path> file) {
        String source = file.map(Path::toString).orElse("shipped with the service");
        try (InputStream yaml = open(file)) {
            return EscalationPolicyReader.read(yaml, source);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the escalation policy " + source, e);
        }
    }

    private static InputStream open(Optional<Path> file) throws IOException {
        if (file.isPresent()) {
            return Files.newInputStream(file.get());
        }
        InputStream shipped = PolicyInForce.class.getResourceAsStream(SHIPPED);
        if (shipped == null) {
            throw new IOException(SHIPPED + " is not on the class path");
        }
        return shipped;
    }
}
