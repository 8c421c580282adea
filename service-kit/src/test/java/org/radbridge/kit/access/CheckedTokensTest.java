package org.radbridge.kit.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CheckedTokensTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final String AUTHORIZATION = "Bearer a.b.c";
    private static final Caller CALLER =
            new Caller("1", "ann", Set.of("radiologist"), Optional.empty(), Optional.empty());

    private Instant now = START;
    private final CheckedTokens tokens = tokens(Duration.ofMinutes(1));

    private CheckedTokens tokens(Duration period) {
        return new CheckedTokens(period, new Now());
    }

    @Test
    @Tag("E1")
    void whatWasCheckedIsKnownForThePeriod() {
        assertThat(tokens.find(AUTHORIZATION)).isEmpty();
        tokens.remember(AUTHORIZATION, expiring(Duration.ofHours(1)), CALLER);
        now = START.plusSeconds(59);
        assertThat(tokens.find(AUTHORIZATION)).contains(CALLER);
        now = START.plusSeconds(60);
        assertThat(tokens.find(AUTHORIZATION)).isEmpty();
        now = START.plusSeconds(59);
        assertThat(tokens.find(AUTHORIZATION)).isEmpty();
    }

    @Test
    @Tag("E1")
    void noTokenIsKnownAfterItExpired() {
        tokens.remember(AUTHORIZATION, expiring(Duration.ofSeconds(10)), CALLER);
        now = START.plusSeconds(9);
        assertThat(tokens.find(AUTHORIZATION)).contains(CALLER);
        now = START.plusSeconds(10);
        assertThat(tokens.find(AUTHORIZATION)).isEmpty();
    }

    @Test
    @Tag("E1")
    void anyOtherHeaderIsNotKnown() {
        tokens.remember(AUTHORIZATION, expiring(Duration.ofHours(1)), CALLER);
        assertThat(tokens.find(AUTHORIZATION + "d")).isEmpty();
        assertThat(tokens.find("Bearer a.b.")).isEmpty();
        assertThat(tokens.find("")).isEmpty();
    }

    @Test
    @Tag("E1")
    void aTokenBoundToAKeyOfItsClientIsCheckedEachTime() {
        JsonWebToken bound =
                new Token(Map.of("exp", START.plusSeconds(600).getEpochSecond(), "cnf", Map.of()));
        tokens.remember(AUTHORIZATION, bound, CALLER);
        assertThat(tokens.find(AUTHORIZATION)).isEmpty();
    }

    @Test
    @Tag("E1")
    void withoutAPeriodEachRequestIsChecked() {
        CheckedTokens none = tokens(Duration.ZERO);
        none.remember(AUTHORIZATION, expiring(Duration.ofHours(1)), CALLER);
        assertThat(none.find(AUTHORIZATION)).isEmpty();
    }

    @Test
    void theOldestIsForgottenWhenThereAreTooMany() {
        for (int i = 0; i <= 1024; i++) {
            tokens.remember("Bearer " + i, expiring(Duration.ofHours(1)), CALLER);
        }
        assertThat(tokens.find("Bearer 0")).isEmpty();
        assertThat(tokens.find("Bearer 1")).contains(CALLER);
        assertThat(tokens.find("Bearer 1024")).contains(CALLER);
    }

    private static JsonWebToken expiring(Duration left) {
        return new Token(Map.of("exp", START.plus(left).getEpochSecond()));
    }

    private record Token(Map<String, Object> claims) implements JsonWebToken {
        @Override
        public String getName() {
            return CALLER.userName();
        }

        @Override
        public Set<String> getClaimNames() {
            return claims.keySet();
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T getClaim(String name) {
            return (T) new HashMap<>(claims).get(name);
        }
    }

    private final class Now extends Clock {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
