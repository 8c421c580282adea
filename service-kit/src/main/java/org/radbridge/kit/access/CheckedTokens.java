package org.radbridge.kit.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Callers whose token was checked a moment ago: an application that asks often has its token's
 * signature checked once in a while, not each time. What the caller may see is decided anew for
 * each request.
 *
 * <p>A token is known by the SHA-256 of its Authorization header, until it expires and for a minute
 * at most: a key that the issuer withdraws, or a check that would fail now, is noticed by then.
 */
@ApplicationScoped
class CheckedTokens {
    private static final int MOST = 1024;

    /** A token with this claim is good only together with the client's key (RFC 7800). */
    private static final String CONFIRMATION = "cnf";

    private final Duration period;
    private final Clock clock;
    private final Map<String, Known> known =
            Collections.synchronizedMap(
                    new LinkedHashMap<>() {
                        @Override
                        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
                            return size() > MOST;
                        }
                    });

    private record Known(Caller caller, Instant until) {}

    /**
     * @param period how long a check is good for; zero has each request's token checked
     */
    @Inject
    CheckedTokens(
            @ConfigProperty(name = "radbridge.access.token-check-period", defaultValue = "PT1M")
                    Duration period) {
        this(period, Clock.systemUTC());
    }

    CheckedTokens(Duration period, Clock clock) {
        this.period = period;
        this.clock = clock;
    }

    /** Whose token it is, if it was checked a moment ago. */
    Optional<Caller> find(String authorization) {
        String digest = digest(authorization);
        Known found = known.get(digest);
        if (found == null) {
            return Optional.empty();
        }
        if (!clock.instant().isBefore(found.until())) {
            known.remove(digest, found);
            return Optional.empty();
        }
        return Optional.of(found.caller());
    }

    /** Remembers a token that has just been checked. */
    void remember(String authorization, JsonWebToken token, Caller caller) {
        Instant now = clock.instant();
        Instant until = now.plus(period);
        Instant expiry = Instant.ofEpochSecond(token.getExpirationTime());
        if (expiry.isBefore(until)) {
            until = expiry;
        }
        if (now.isBefore(until) && !token.containsClaim(CONFIRMATION)) {
            known.put(digest(authorization), new Known(caller, until));
        }
    }

    private static String digest(String authorization) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(sha256.digest(authorization.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }
}
