package org.radbridge.kit.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.radbridge.contracts.EventJson;

/** Access tokens for tests, signed by the {@link TestIssuer} of the running test. */
public final class TestTokens {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String signer;
    private final Map<String, Object> claims;

    private TestTokens(String signer, Map<String, Object> claims) {
        this.signer = signer;
        this.claims = claims;
    }

    /** A token of a user who has one role, of the same name. */
    public static String of(String role) {
        return user(role, role).token();
    }

    /** Begins a token of a user with roles, for the audience {@code radbridge}. */
    public static TestTokens user(String name, String... roles) {
        String issuer = ConfigProvider.getConfig().getValue("radbridge.oidc.issuer", String.class);
        return claims(issuer, name, roles);
    }

    /** Begins a token that a certain issuer signs. */
    public static TestTokens signedBy(TestIssuer issuer, String name, String... roles) {
        return claims(issuer.issuer(), name, roles);
    }

    static TestTokens claims(String issuer, String name, String... roles) {
        Instant now = Instant.now();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("aud", List.of("radbridge", "account"));
        claims.put("sub", UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString());
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("typ", "Bearer");
        claims.put("preferred_username", name);
        claims.put("realm_access", Map.of("roles", List.of(roles)));
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plusSeconds(300).getEpochSecond());
        return new TestTokens(issuer, claims);
    }

    /** For another audience. */
    public TestTokens audience(String audience) {
        return with("aud", audience);
    }

    /** Valid for so long from now; negative for one that has expired. */
    public TestTokens expiresIn(long seconds) {
        return with("exp", Instant.now().plusSeconds(seconds).getEpochSecond());
    }

    /** With another claim, or another value of one. */
    public TestTokens with(String claim, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(claims);
        more.put(claim, value);
        return new TestTokens(signer, more);
    }

    /** Signs it. */
    public String token() {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(signer + "/sign"))
                            .POST(HttpRequest.BodyPublishers.ofString(json()))
                            .build();
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String json() {
        try {
            return EventJson.mapper().writeValueAsString(claims);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
