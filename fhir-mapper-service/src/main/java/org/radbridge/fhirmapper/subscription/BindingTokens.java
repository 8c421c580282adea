package org.radbridge.fhirmapper.subscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.EventJson;
import org.radbridge.fhirmapper.subscription.Subscriptions.Owner;
import org.radbridge.kit.access.Caller;

/**
 * What a client shows on a connection to be told of its subscriptions: random, good for a short
 * time and once, at any replica. Only its hash is kept.
 */
@ApplicationScoped
public class BindingTokens {
    private static final int BYTES = 32;
    private static final String PUT =
            """
            INSERT INTO subscription_token (hash, subscriptions, caller, expires_at)
            VALUES (?1, CAST(CAST(?2 AS text) AS jsonb), CAST(CAST(?3 AS text) AS jsonb),
                CAST(?4 AS timestamptz))
            """;
    private static final String TAKE =
            """
            DELETE FROM subscription_token WHERE hash = ?1
            RETURNING CAST(subscriptions AS text) AS subscriptions, CAST(caller AS text) AS caller,
                expires_at > clock_timestamp() AS good
            """;
    private static final String FORGET =
            "DELETE FROM subscription_token WHERE expires_at < clock_timestamp()";

    private final SecureRandom random = new SecureRandom();

    /**
     * What a token is good for.
     *
     * @param subscriptions their ids, in one order
     * @param caller who got it, with the rights they had then
     */
    record Grant(List<String> subscriptions, Caller caller) {}

    /** Gives a token out. */
    public Uni<String> issue(
            Mutiny.Session session, List<String> subscriptions, Caller caller, Instant expires) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return session.createNativeQuery(PUT)
                .setParameter(1, hash(token))
                .setParameter(2, json(subscriptions.stream().sorted().distinct().toList()))
                .setParameter(3, json(Owner.of(caller)))
                .setParameter(4, expires.atOffset(ZoneOffset.UTC))
                .executeUpdate()
                .replaceWith(token);
    }

    /** Takes a token in; it is good no longer. */
    Uni<Optional<Grant>> take(Mutiny.Session session, String token) {
        return session.createNativeQuery(TAKE, Object[].class)
                .setParameter(1, hash(token))
                .getResultList()
                .map(rows ->
                        rows.stream()
                                .filter(row -> (Boolean) row[2])
                                .map(row -> grant((String) row[0], (String) row[1]))
                                .findFirst());
    }

    /** Forgets those that nobody used. */
    Uni<Integer> forget(Mutiny.Session session) {
        return session.createNativeQuery(FORGET).executeUpdate();
    }

    private static Grant grant(String subscriptions, String caller) {
        try {
            return new Grant(
                    EventJson.mapper().readValue(subscriptions, new TypeReference<>() {}),
                    EventJson.mapper().readValue(caller, Owner.class).caller());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored token cannot be read", e);
        }
    }

    private static String json(Object value) {
        try {
            return EventJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain values have a JSON form", e);
        }
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
