package org.radbridge.rbac.policy;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.radbridge.contracts.AccessPolicyPublished;
import org.radbridge.contracts.AccessRule;
import org.radbridge.kit.database.Database;

/**
 * Brings the policy's file into force at start. A file that is the same as before changes nothing,
 * so that a version made over REST stays; the version in force is published again, in case the
 * topic was lost. A file that is not valid keeps the service from starting.
 */
@ApplicationScoped
public class PolicyAtStart {
    private static final Logger LOG = Logger.getLogger(PolicyAtStart.class);
    private static final String SHIPPED = "/access-policy.yaml";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final PolicyConfig config;
    private final PolicyStore policies;
    private final Database database;

    public PolicyAtStart(PolicyConfig config, PolicyStore policies, Database database) {
        this.config = config;
        this.policies = policies;
        this.database = database;
    }

    /** Runs on the main thread, before the service is ready: it may wait here. */
    void start(@Observes StartupEvent event) {
        String yaml = text(config.policy());
        List<AccessRule> rules = PolicyFile.read(yaml);
        AccessPolicyPublished inForce =
                database.inTransaction(session -> bring(session, rules, digest(yaml)))
                        .await()
                        .atMost(LIMIT);
        LOG.infof("access policy version %d, %d rules", inForce.version(), inForce.rules().size());
    }

    private Uni<AccessPolicyPublished> bring(
            Mutiny.Session session, List<AccessRule> rules, String digest) {
        return policies.lock(session)
                .chain(() -> policies.latestDigest(session))
                .chain(known -> {
                    if (!known.equals(Optional.of(digest))) {
                        return policies.next(session, rules, "policy file", digest);
                    }
                    return policies.latest(session)
                            .map(Optional::orElseThrow)
                            .call(latest -> policies.publish(session, latest));
                });
    }

    private static String text(Optional<Path> file) {
        try (InputStream stream =
                file.isPresent()
                        ? Files.newInputStream(file.get())
                        : PolicyAtStart.class.getResourceAsStream(SHIPPED)) {
            if (stream == null) {
                throw new IOException(SHIPPED + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the access policy", e);
        }
    }

    private static String digest(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the runtime lacks SHA-256", e);
        }
    }
}
