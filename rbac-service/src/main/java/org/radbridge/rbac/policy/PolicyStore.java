package org.radbridge.rbac.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AccessPolicyPublished;
import org.radbridge.contracts.AccessRule;
import org.radbridge.contracts.EventJson;
import org.radbridge.contracts.Lane;
import org.radbridge.kit.outbox.Outbox;

/**
 * Every version of the policy; the highest is in force. A new version is published as it is kept.
 */
@ApplicationScoped
public class PolicyStore {
    private static final TypeReference<List<AccessRule>> RULES = new TypeReference<>() {};
    private static final String LOCK =
            "SELECT 1 FROM pg_advisory_xact_lock(hashtext('radbridge.access-policy'))";
    private static final String LATEST =
            "SELECT version, published_at, rules FROM access_policy ORDER BY version DESC LIMIT 1";
    private static final String LATEST_DIGEST =
            """
            SELECT source_digest FROM access_policy
            WHERE source_digest IS NOT NULL ORDER BY version DESC LIMIT 1
            """;
    private static final String INSERT =
            """
            INSERT INTO access_policy (version, published_at, published_by, source_digest, rules)
            VALUES (?1, ?2, ?3, NULLIF(?4, ''), ?5)
            """;

    private final Outbox outbox;

    public PolicyStore(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Keeps other replicas from making the same version, until the transaction ends. */
    Uni<Void> lock(Mutiny.Session session) {
        return session.createNativeQuery(LOCK, Object.class).getSingleResult().replaceWithVoid();
    }

    /** The version in force; empty before the first. */
    Uni<Optional<AccessPolicyPublished>> latest(Mutiny.Session session) {
        return session.createNativeQuery(LATEST, Object[].class)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(PolicyStore::policy));
    }

    /** The digest of the file that the last version from a file came from. */
    Uni<Optional<String>> latestDigest(Mutiny.Session session) {
        return session.createNativeQuery(LATEST_DIGEST, String.class)
                .getSingleResultOrNull()
                .map(Optional::ofNullable);
    }

    /** Keeps and publishes the next version. */
    Uni<AccessPolicyPublished> next(
            Mutiny.Session session, List<AccessRule> rules, String by, @Nullable String digest) {
        return latest(session)
                .map(latest -> latest.map(AccessPolicyPublished::version).orElse(0L) + 1)
                .map(version -> new AccessPolicyPublished(version, Instant.now(), rules))
                .call(policy -> insert(session, policy, by, digest))
                .call(policy -> publish(session, policy));
    }

    /**
     * Publishes a version; also one that was published before, which changes nothing for readers.
     */
    Uni<Void> publish(Mutiny.Session session, AccessPolicyPublished policy) {
        return outbox.append(session, policy, Lane.ROUTINE);
    }

    private static Uni<Integer> insert(
            Mutiny.Session session,
            AccessPolicyPublished policy,
            String by,
            @Nullable String digest) {
        return session.createNativeQuery(INSERT)
                .setParameter(1, policy.version())
                .setParameter(2, policy.publishedAt().atOffset(ZoneOffset.UTC))
                .setParameter(3, by)
                .setParameter(4, digest == null ? "" : digest)
                .setParameter(5, json(policy.rules()))
                .executeUpdate();
    }

    private static AccessPolicyPublished policy(Object[] row) {
        return new AccessPolicyPublished((Long) row[0], instant(row[1]), rules((String) row[2]));
    }

    private static Instant instant(Object column) {
        return switch (column) {
            case Instant instant -> instant;
            case OffsetDateTime time -> time.toInstant();
            default -> throw new IllegalStateException("not a time: " + column.getClass());
        };
    }

    private static String json(List<AccessRule> rules) {
        try {
            return EventJson.mapper().writeValueAsString(rules);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("rules have no JSON form", e);
        }
    }

    private static List<AccessRule> rules(String json) {
        try {
            return EventJson.mapper().readValue(json, RULES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored rules are not readable", e);
        }
    }
}
