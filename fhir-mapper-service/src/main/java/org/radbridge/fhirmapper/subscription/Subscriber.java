package org.radbridge.fhirmapper.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import org.radbridge.kit.failure.RadbridgeException;

/** Sends notifications to rest-hooks. What an endpoint answers beside its status is not read. */
@ApplicationScoped
class Subscriber {
    private static final String FHIR_JSON = "application/fhir+json";

    private final HttpClient http;
    private final SubscriptionConfig config;

    Subscriber(Vertx vertx, SubscriptionConfig config) {
        this.config = config;
        this.http =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout((int) config.timeout().toMillis())
                                .setTcpNoDelay(true));
    }

    /** Sends a notification; success means that it was heard. Redirections are not followed. */
    Uni<Void> send(Asked asked, String notification) {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(asked.endpoint().orElseThrow().toString())
                        .setFollowRedirects(false)
                        .setIdleTimeout(config.timeout().toMillis());
        asked.headers()
                .forEach(header -> {
                    int colon = header.indexOf(':');
                    options.addHeader(
                            header.substring(0, colon), header.substring(colon + 1).strip());
                });
        options.putHeader(HttpHeaders.CONTENT_TYPE, FHIR_JSON + ";charset=UTF-8");
        return Uni.createFrom()
                .completionStage(() ->
                        http.request(options)
                                .compose(request -> {
                                    Future<Void> heard =
                                            request.response()
                                                    .compose(response -> {
                                                        response.resume();
                                                        return judged(response.statusCode());
                                                    });
                                    return request.end(Buffer.buffer(notification))
                                            .compose(_ -> heard, _ -> heard);
                                })
                                .toCompletionStage())
                .onFailure(failure -> !(failure instanceof RadbridgeException))
                .transform(cause ->
                        new RadbridgeException(
                                SubscriptionFailure.UNREACHABLE,
                                "no answer: " + cause.getClass().getName(),
                                cause));
    }

    private static Future<Void> judged(int status) {
        return status / 100 == 2
                ? Future.succeededFuture()
                : Future.failedFuture(
                        new RadbridgeException(SubscriptionFailure.NOT_HEARD, "status " + status));
    }

    @PreDestroy
    void close() {
        http.close();
    }
}
