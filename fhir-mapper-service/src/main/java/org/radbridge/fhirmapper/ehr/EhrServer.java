package org.radbridge.fhirmapper.ehr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.EventJson;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.kit.failure.DelayedFailure;
import org.radbridge.kit.failure.PermanentFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * A FHIR server of others, to which transactions are sent. What is worth another attempt fails with
 * a {@link RadbridgeException}, after the time that the server asks for; what the server will never
 * take, with a {@link PermanentFailure}. Of its OperationOutcome only codes and places are kept:
 * its texts may quote what we sent.
 */
final class EhrServer {
    private static final String FHIR_JSON = "application/fhir+json";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private static final int UNAUTHORIZED = 401;

    /** Timeout, conflict with another writer, too early, too many requests. */
    private static final Set<Integer> PASSING = Set.of(408, 409, 425, 429);

    private final EhrConfig.Destination destination;
    private final HttpClient http;
    private final Optional<BackendServices> tokens;

    EhrServer(Vertx vertx, EhrConfig.Destination destination, ComputePool compute) {
        this.destination = destination;
        HttpClientOptions options =
                new HttpClientOptions()
                        .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
                        .setTcpNoDelay(true);
        destination
                .trust()
                .ifPresent(path ->
                        options.setTrustOptions(
                                new PemTrustOptions().addCertPath(path.toString())));
        this.http = vertx.createHttpClient(options);
        this.tokens =
                switch (destination.authorization()) {
                    case NONE -> Optional.empty();
                    case SMART -> Optional.of(new BackendServices(http, destination, compute));
                };
    }

    EhrConfig.Destination destination() {
        return destination;
    }

    /** Sends a transaction; success means that all of it was done. */
    Uni<Void> send(String bundle, int entries) {
        return tokens.map(known ->
                        known.token()
                                .chain(token ->
                                        post(bundle, entries, token)
                                                .onFailure(EhrServer::unauthorized)
                                                .recoverWithUni(() -> {
                                                    known.forget(token);
                                                    return known.token()
                                                            .chain(next ->
                                                                    post(bundle, entries, next));
                                                })))
                .orElseGet(() -> post(bundle, entries, null));
    }

    void close() {
        http.close();
    }

    private Uni<Void> post(String bundle, int entries, @Nullable String token) {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(destination.url())
                        .setIdleTimeout(destination.timeout().toMillis())
                        .putHeader(HttpHeaders.CONTENT_TYPE, FHIR_JSON + ";charset=UTF-8")
                        .putHeader(HttpHeaders.ACCEPT, FHIR_JSON)
                        .putHeader("Prefer", "return=minimal");
        if (token != null) {
            options.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        }
        Buffer body = Buffer.buffer(bundle);
        return answered(() ->
                http.request(options)
                        .compose(request -> {
                            // Before it is sent: its answer may come while nobody listens yet.
                            Future<Void> judged =
                                    request.response()
                                            .compose(response ->
                                                    BoundedBody.of(response)
                                                            .compose(answer ->
                                                                    judge(
                                                                            response, answer,
                                                                            entries)));
                            return request.end(body).compose(_ -> judged, _ -> judged);
                        }));
    }

    private static Future<Void> judge(HttpClientResponse response, Buffer body, int entries) {
        int status = response.statusCode();
        if (status == 200) {
            return done(body, entries)
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                            new RadbridgeException(
                                    EhrFailure.UNREADABLE, "no transaction-response to all of it"));
        }
        String detail = "status " + status + issues(body);
        if (status == UNAUTHORIZED) {
            return Future.failedFuture(new RadbridgeException(EhrFailure.UNAUTHORIZED, detail));
        }
        if (PASSING.contains(status) || status >= 500) {
            return Future.failedFuture(
                    new DelayedFailure(EhrFailure.BUSY, detail, retryAfter(response)));
        }
        return Future.failedFuture(new PermanentFailure(EhrFailure.REFUSED, detail));
    }

    private static boolean done(Buffer body, int entries) {
        try {
            JsonNode bundle = EventJson.mapper().readTree(body.getBytes());
            boolean all = bundle.path("type").asText().equals("transaction-response");
            for (JsonNode entry : bundle.path("entry")) {
                all &= entry.path("response").path("status").asText().startsWith("2");
            }
            return all && bundle.path("entry").size() == entries;
        } catch (IOException _) {
            return false;
        }
    }

    /** Seconds only: the other form, a date, is no more than a wish about our clock. */
    private static Duration retryAfter(HttpClientResponse response) {
        String seconds = response.getHeader(HttpHeaders.RETRY_AFTER);
        if (seconds == null || !seconds.strip().matches("\\d{1,6}")) {
            return Duration.ZERO;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(seconds.strip()));
        return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
    }

    private static String issues(Buffer body) {
        try {
            JsonNode outcome = EventJson.mapper().readTree(body.toString(StandardCharsets.UTF_8));
            Set<String> issues = new TreeSet<>();
            for (JsonNode issue : outcome.path("issue")) {
                issues.add(word(issue.path("code")) + place(issue.path("expression").path(0)));
            }
            return issues.isEmpty() ? "" : ": " + String.join(", ", issues);
        } catch (JsonProcessingException _) {
            return "";
        }
    }

    private static String word(JsonNode code) {
        return code.asText().matches("[a-z-]{1,40}") ? code.asText() : "unknown";
    }

    private static String place(JsonNode expression) {
        return expression.asText().matches("[A-Za-z0-9.\\[\\]]{1,120}")
                ? " at " + expression.asText()
                : "";
    }

    private static boolean unauthorized(Throwable failure) {
        return failure instanceof RadbridgeException known
                && known.failureId() == EhrFailure.UNAUTHORIZED;
    }

    static <T> Uni<T> answered(Supplier<Future<T>> question) {
        return Uni.createFrom()
                .completionStage(() -> question.get().toCompletionStage())
                .onFailure(failure -> !(failure instanceof RadbridgeException))
                .transform(cause ->
                        new RadbridgeException(
                                EhrFailure.UNREACHABLE,
                                "no answer: " + cause.getClass().getName(),
                                cause));
    }
}
