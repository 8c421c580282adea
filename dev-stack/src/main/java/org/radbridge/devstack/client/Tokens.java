package org.radbridge.devstack.client;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Access tokens of the development realm, fetched again shortly before they expire. */
public final class Tokens {

    private static final Duration MARGIN = Duration.ofSeconds(30);

    private record Token(String value, Instant renew) {}

    private final HttpClient http;
    private final URI endpoint;
    private final Map<String, Token> known = new ConcurrentHashMap<>();

    /**
     * @param issuer URL of the realm
     */
    public Tokens(HttpClient http, String issuer) {
        this.http = http;
        this.endpoint = URI.create(issuer + "/protocol/openid-connect/token");
    }

    /** Where tokens are fetched. */
    public URI endpoint() {
        return endpoint;
    }

    /** The token of the development user of this role. */
    public String ofUser(String role) throws IOException, InterruptedException {
        return get(
                "user " + role,
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "radbridge-cli",
                        "username",
                        role,
                        "password",
                        role));
    }

    /** The token of a client that acts for itself. */
    public String ofClient(String id) throws IOException, InterruptedException {
        return get(
                "client " + id,
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        id,
                        "client_secret",
                        id + "-secret"));
    }

    private String get(String owner, Map<String, String> form)
            throws IOException, InterruptedException {
        Token present = known.get(owner);
        if (present != null && Instant.now().isBefore(present.renew())) {
            return present.value();
        }
        Token fetched = fetch(owner, form);
        known.put(owner, fetched);
        return fetched.value();
    }

    private Token fetch(String owner, Map<String, String> form)
            throws IOException, InterruptedException {
        String body =
                form.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&"));
        HttpRequest request =
                HttpRequest.newBuilder(endpoint)
                        .timeout(Duration.ofSeconds(20))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(
                    "Keycloak gives " + owner + " no token: HTTP " + response.statusCode());
        }
        JsonObject answer = new JsonObject(response.body());
        Duration life = Duration.ofSeconds(answer.getInteger("expires_in")).minus(MARGIN);
        return new Token(answer.getString("access_token"), Instant.now().plus(life));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
