package org.radbridge.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Speaks HTTP to the suite with tokens that the real Keycloak gave. */
final class Api {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String CLI = "radbridge-cli";

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final URI issuer;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    private record Token(String value, Instant renewAt) {}

    Api(URI issuer) {
        this.issuer = issuer;
    }

    /** The token of a user of the realm: user name and password are the role's name. */
    String userToken(String role) {
        return token(
                role,
                "grant_type=password&client_id=" + CLI + "&username=" + role + "&password=" + role);
    }

    /** The token of a client of the realm, by its secret. */
    String clientToken(String clientId) {
        return token(
                clientId,
                "grant_type=client_credentials&client_id="
                        + clientId
                        + "&client_secret="
                        + clientId
                        + "-secret");
    }

    private String token(String name, String form) {
        return tokens.compute(
                        name,
                        (key, known) ->
                                known != null && Instant.now().isBefore(known.renewAt())
                                        ? known
                                        : requestToken(name, form))
                .value();
    }

    private Token requestToken(String name, String form) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form));
        // After a crash of its database Keycloak finds its way back within seconds.
        Answer answer =
                await("token for " + name)
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> send(request), reply -> reply.status() == 200);
        long seconds = answer.json().path("expires_in").asLong();
        return new Token(
                answer.json().path("access_token").asText(),
                Instant.now().plusSeconds(Math.max(1, seconds - 30)));
    }

    Answer get(URI url, @Nullable String token) {
        return get(url, token, "application/json, application/fhir+json;q=0.9, */*;q=0.1");
    }

    Answer get(URI url, @Nullable String token, String accept) {
        return send(authorised(url, token).header("Accept", accept).GET());
    }

    Answer post(URI url, @Nullable String token, String contentType, byte[] body) {
        return send(
                authorised(url, token)
                        .header("Content-Type", contentType)
                        .POST(BodyPublishers.ofByteArray(body)));
    }

    Answer postJson(URI url, @Nullable String token, String json) {
        return post(url, token, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    Answer putJson(URI url, @Nullable String token, String json) {
        return send(
                authorised(url, token)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(json)));
    }

    private static HttpRequest.Builder authorised(URI url, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            var response = client.send(request.timeout(LIMIT).build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UnreachableException(request.build().uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** A server that is down, as some tests want it to be. */
    static final class UnreachableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreachableException(URI url, IOException cause) {
            super(url.getPath() + " cannot be reached", cause);
        }
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
