package org.radbridge.inference.pixels;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.radbridge.kit.failure.PermanentFailure;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.token.ServiceTokens;

/** GET requests to the ingest-service's DICOMweb, with this service's token. */
@ApplicationScoped
public class WadoRs {
    private static final String BASE = "/dicom-web";

    private final HttpClient client;
    private final ServiceTokens tokens;
    private final String base;

    public WadoRs(
            Vertx vertx,
            ServiceTokens tokens,
            PixelsConfiguration configuration,
            @ConfigProperty(name = "radbridge.ingest.url") String ingest) {
        this.tokens = tokens;
        this.base = ingest.replaceFirst("/+$", "") + BASE;
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout(
                                        Math.toIntExact(configuration.connectTimeout().toMillis()))
                                .setIdleTimeout(Math.toIntExact(configuration.silence().toMillis()))
                                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                                .setTcpNoDelay(true));
    }

    @PreDestroy
    void stop() {
        client.close();
    }

    /**
     * Reads one resource.
     *
     * @param path below the DICOMweb base
     * @param accept media type asked for
     * @param reader takes a response of status 200, whose body it reads to the end
     */
    <T> Uni<T> get(String path, String accept, Function<HttpClientResponse, Future<T>> reader) {
        return tokens.get()
                .chain(token ->
                        Uni.createFrom()
                                .completionStage(() ->
                                        send(path, accept, token, reader).toCompletionStage()))
                .onFailure(cause -> !(cause instanceof RadbridgeException))
                .transform(cause ->
                        new RadbridgeException(
                                PixelsFailure.INGEST_UNAVAILABLE,
                                path + ": " + cause.getClass().getName(),
                                cause));
    }

    private <T> Future<T> send(
            String path,
            String accept,
            String token,
            Function<HttpClientResponse, Future<T>> reader) {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setAbsoluteURI(base + path)
                        .putHeader(HttpHeaders.ACCEPT, accept)
                        .putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        // Nested, so that the reader is in place on the event loop before the body begins to flow,
        // whichever thread asks.
        return client.request(options)
                .compose(request ->
                        request.send().compose(response -> read(path, request, response, reader)));
    }

    private static <T> Future<T> read(
            String path,
            HttpClientRequest request,
            HttpClientResponse response,
            Function<HttpClientResponse, Future<T>> reader) {
        if (response.statusCode() == 200) {
            return reader.apply(response).onFailure(_ -> request.reset());
        }
        response.resume();
        return Future.failedFuture(refused(path, response.statusCode()));
    }

    /** What an answer other than 200 means: gone or malformed for good, anything else for now. */
    private static RadbridgeException refused(String path, int status) {
        String detail = path + ": status " + status;
        return switch (status) {
            case 404, 410 -> new PermanentFailure(PixelsFailure.STUDY_GONE, detail);
            case 400, 406, 414, 415, 422 ->
                    new PermanentFailure(PixelsFailure.INGEST_REFUSED, detail);
            case 401, 403 -> new RadbridgeException(PixelsFailure.INGEST_REFUSED, detail);
            default -> new RadbridgeException(PixelsFailure.INGEST_UNAVAILABLE, detail);
        };
    }
}
