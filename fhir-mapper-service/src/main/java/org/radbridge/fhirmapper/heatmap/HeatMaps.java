package org.radbridge.fhirmapper.heatmap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
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
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.radbridge.contracts.EventJson;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.study.BoundedBody;
import org.radbridge.kit.failure.PermanentFailure;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.token.ServiceTokens;

/** Reads heat maps from the inference-service, with this service's token. */
@ApplicationScoped
public class HeatMaps {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);
    private static final long LONGEST = 64 << 20;
    private static final int NOT_FOUND = 404;
    private static final ObjectReader READER =
            EventJson.mapper()
                    .readerFor(HeatMap.class)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final HttpClient client;
    private final ServiceTokens tokens;
    private final ComputePool compute;
    private final String runs;

    public HeatMaps(
            Vertx vertx,
            ServiceTokens tokens,
            ComputePool compute,
            @ConfigProperty(name = "radbridge.inference.url") String url) {
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
                                .setTcpNoDelay(true));
        this.tokens = tokens;
        this.compute = compute;
        this.runs = url + "/inference-runs/";
    }

    /**
     * A heat map. Fails with a {@link HeatMapFailure}; for good when there is none.
     *
     * @param id as the finding's evidence names it: the run, a slash, the label
     */
    public Uni<HeatMap> find(String id) {
        int slash = id.indexOf('/');
        if (slash < 1) {
            return Uni.createFrom()
                    .failure(new PermanentFailure(HeatMapFailure.MISSING, "an id without a run"));
        }
        String label =
                URLEncoder.encode(id.substring(slash + 1), StandardCharsets.UTF_8)
                        .replace("+", "%20");
        String address = runs + id.substring(0, slash) + "/heatmaps/" + label;
        return tokens.get()
                .chain(token -> fetch(address, token))
                .chain(body -> compute.run(() -> read(body)));
    }

    private Uni<Buffer> fetch(String address, String token) {
        RequestOptions request =
                new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setAbsoluteURI(address)
                        .setIdleTimeout(IDLE_TIMEOUT.toMillis())
                        .putHeader(HttpHeaders.ACCEPT, "application/json")
                        .putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        return Uni.createFrom()
                .completionStage(() ->
                        client.request(request)
                                .compose(r -> r.send().compose(HeatMaps::body))
                                .toCompletionStage())
                .onFailure(failure -> !(failure instanceof RadbridgeException))
                .transform(cause ->
                        new RadbridgeException(
                                HeatMapFailure.UNREACHABLE,
                                "no answer: " + cause.getClass().getName(),
                                cause));
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        return switch (response.statusCode()) {
            case 200 -> BoundedBody.read(response, LONGEST);
            case NOT_FOUND ->
                    Future.failedFuture(new PermanentFailure(HeatMapFailure.MISSING, "status 404"));
            default ->
                    Future.failedFuture(
                            new RadbridgeException(
                                    HeatMapFailure.REFUSED, "status " + response.statusCode()));
        };
    }

    private static HeatMap read(Buffer body) {
        try {
            return READER.readValue(body.toString(StandardCharsets.UTF_8));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new PermanentFailure(HeatMapFailure.UNREADABLE, "not a heat map", e);
        }
    }

    @PreDestroy
    void stop() {
        client.close();
    }
}
