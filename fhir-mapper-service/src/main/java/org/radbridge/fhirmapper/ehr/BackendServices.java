package org.radbridge.fhirmapper.ehr;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.kit.failure.PermanentFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Access tokens by SMART backend services: client credentials with a signed assertion. A token is
 * kept until shortly before it ends.
 */
final class BackendServices {
    private static final Duration EARLY = Duration.ofSeconds(20);
    private static final long SHORTEST_SECONDS = 1;

    private final HttpClient http;
    private final EhrConfig.Destination destination;
    private final ComputePool compute;
    private final Path keys;
    private final AtomicReference<@Nullable Token> current = new AtomicReference<>();

    private record Token(String value, Instant until) {}

    BackendServices(HttpClient http, EhrConfig.Destination destination, ComputePool compute) {
        this.http = http;
        this.destination = destination;
        this.compute = compute;
        this.keys =
                destination
                        .keys()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "SMART needs radbridge.ehr.destinations.*.keys"));
    }

    /** A token that holds for a while yet. */
    Uni<String> token() {
        Token token = current.get();
        return token != null && token.until().isAfter(Instant.now())
                ? Uni.createFrom().item(token.value())
                : tokenEndpoint().chain(this::request).invoke(current::set).map(Token::value);
    }

    /** Forgets a token that was not accepted. */
    void forget(String value) {
        current.updateAndGet(token -> token != null && token.value().equals(value) ? null : token);
    }

    private Uni<String> tokenEndpoint() {
        return destination
                .tokenUrl()
                .map(url -> Uni.createFrom().item(url))
                .orElseGet(() ->
                        asked(
                                        HttpMethod.GET,
                                        destination.url() + "/.well-known/smart-configuration",
                                        null)
                                .map(answer -> {
                                    String endpoint = answer.getString("token_endpoint");
                                    if (endpoint == null) {
                                        throw new RadbridgeException(
                                                EhrFailure.UNAUTHORIZED,
                                                "its SMART configuration names no token endpoint");
                                    }
                                    return endpoint;
                                }));
    }

    private Uni<Token> request(String endpoint) {
        if (destination.url().startsWith("https:") && !endpoint.startsWith("https:")) {
            return Uni.createFrom()
                    .failure(
                            new PermanentFailure(
                                    EhrFailure.UNAUTHORIZED, "its token endpoint is not https"));
        }
        return compute.run(() -> ClientAssertion.sign(keys, destination.clientId(), endpoint))
                .chain(assertion -> asked(HttpMethod.POST, endpoint, form(assertion)))
                .map(BackendServices::token);
    }

    private static Token token(JsonObject answer) {
        String value = answer.getString("access_token");
        if (value == null) {
            throw new RadbridgeException(EhrFailure.UNAUTHORIZED, "its answer has no token");
        }
        long seconds = answer.getLong("expires_in", 60L) - EARLY.toSeconds();
        return new Token(value, Instant.now().plusSeconds(Math.max(SHORTEST_SECONDS, seconds)));
    }

    private Buffer form(String assertion) {
        return Buffer.buffer(
                Map.of(
                                "grant_type",
                                "client_credentials",
                                "scope",
                                destination.scope(),
                                "client_assertion_type",
                                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                                "client_assertion",
                                assertion)
                        .entrySet()
                        .stream()
                        .map(e ->
                                e.getKey()
                                        + "="
                                        + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
    }

    private Uni<JsonObject> asked(HttpMethod method, String url, @Nullable Buffer form) {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(method)
                        .setAbsoluteURI(url)
                        .setIdleTimeout(destination.timeout().toMillis())
                        .putHeader(HttpHeaders.ACCEPT, "application/json");
        if (form != null) {
            options.putHeader(HttpHeaders.CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        Buffer body = form == null ? Buffer.buffer() : form;
        return EhrServer.answered(() ->
                http.request(options)
                        .compose(request -> {
                            Future<JsonObject> read =
                                    request.response()
                                            .compose(response ->
                                                    BoundedBody.of(response)
                                                            .compose(answer ->
                                                                    read(
                                                                            response.statusCode(),
                                                                            answer)));
                            return request.end(body).compose(_ -> read, _ -> read);
                        }));
    }

    private static Future<JsonObject> read(int status, Buffer body) {
        if (status != 200) {
            return Future.failedFuture(
                    new RadbridgeException(
                            EhrFailure.UNAUTHORIZED, "its authorization server says " + status));
        }
        try {
            return Future.succeededFuture(body.toJsonObject());
        } catch (DecodeException | ClassCastException e) {
            return Future.failedFuture(
                    new RadbridgeException(
                            EhrFailure.UNAUTHORIZED,
                            "its authorization server's answer is no JSON"));
        }
    }
}
