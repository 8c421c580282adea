package org.radbridge.ingest.dicomweb.client;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.SkippedElement;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.dicom.web.MediaType;
import org.radbridge.dicom.web.MultipartException;
import org.radbridge.dicom.web.MultipartLimits;
import org.radbridge.dicom.web.MultipartRelatedParser;
import org.radbridge.dicom.web.PartHandler;
import org.radbridge.ingest.dicomweb.client.DicomWebClientException.Reason;

/**
 * Searches and retrieves from one server. All failures are {@link DicomWebClientException}s, but
 * for those of a part handler, which come as they are. May be used from any thread.
 */
public final class DicomWebClient implements AutoCloseable {
    private static final String INSTANCES =
            "multipart/related; type=\"application/dicom\"; transfer-syntax=*";
    private static final int LARGEST_RESULT = 256 << 20;
    private static final int CONNECTIONS = 8;
    private static final int CONNECT_MILLIS = 10_000;

    private final Vertx vertx;
    private final DicomWebServer server;
    private final HttpClient http;

    public DicomWebClient(Vertx vertx, DicomWebServer server) {
        this.vertx = vertx;
        this.server = server;
        this.http = vertx.createHttpClient(options(server));
    }

    private static HttpClientOptions options(DicomWebServer server) {
        HttpClientOptions options =
                new HttpClientOptions()
                        .setDefaultHost(server.base().getHost())
                        .setDefaultPort(server.port())
                        .setSsl(server.isSecure())
                        .setTcpNoDelay(true)
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setMaxPoolSize(CONNECTIONS)
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setIdleTimeout((int) server.patience().toMillis());
        server.tls()
                .ifPresent(tls -> {
                    options.setPemTrustOptions(
                            new PemTrustOptions().addCertPath(tls.trusted().toString()));
                    tls.certificate()
                            .ifPresent(certificate ->
                                    options.setPemKeyCertOptions(
                                            new PemKeyCertOptions()
                                                    .addCertPath(certificate.toString())
                                                    .addKeyPath(
                                                            tls.key().orElseThrow().toString())));
                });
        return options;
    }

    /**
     * QIDO-RS (PS3.18 section 10.6).
     *
     * @param resource {@code studies}, {@code studies/{study}/series} and so on
     * @param query keywords or tags and what they must match, and the other parameters of a search
     */
    public Uni<List<DataSet>> search(String resource, Map<String, String> query) {
        StringJoiner parameters = new StringJoiner("&", resource + "?", "").setEmptyValue(resource);
        query.forEach((name, value) -> parameters.add(encoded(name) + "=" + encoded(value)));
        return json(parameters.toString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Metadata of a study, a series or an instance: {@code studies/{study}} and so on. */
    public Uni<List<DataSet>> metadata(String resource) {
        return json(resource + "/metadata");
    }

    private Uni<List<DataSet>> json(String resource) {
        return later(context ->
                get(resource, MediaType.APPLICATION_DICOM_JSON)
                        .compose(response ->
                                isEmpty(response)
                                        ? Future.succeededFuture(List.of())
                                        : bounded(response).map(DicomWebClient::dataSets)));
    }

    /**
     * WADO-RS (PS3.18 section 10.4): the instances of a resource, as the server keeps them.
     *
     * @param resource {@code studies/{study}}, with {@code /series/{series}} and so on
     * @param parts makes the taker of the instances, each a Part 10 file; it is called, and its
     *     futures have to complete, on the event loop that is given
     */
    public Uni<Void> retrieve(String resource, Function<Context, PartHandler> parts) {
        return later(context ->
                get(resource, INSTANCES)
                        .compose(response ->
                                isEmpty(response)
                                        ? Future.succeededFuture()
                                        : parser(response, parts.apply(context)).parse(response)));
    }

    private static MultipartRelatedParser parser(HttpClientResponse response, PartHandler handler) {
        String contentType = String.valueOf(response.getHeader("Content-Type"));
        try {
            return new MultipartRelatedParser(
                    MediaType.parse(contentType), MultipartLimits.DEFAULT, handler);
        } catch (IllegalArgumentException | MultipartException notMultipart) {
            response.request().reset();
            throw DicomWebClientException.of(Reason.MALFORMED, "the answer is not multipart");
        }
    }

    // --- what both do

    private <T> Uni<T> later(Function<Context, Future<T>> work) {
        return Uni.createFrom()
                .emitter(emitter -> {
                    Context context = vertx.getOrCreateContext();
                    context.runOnContext(_ ->
                            attempt(context, work)
                                    .onSuccess(emitter::complete)
                                    .onFailure(failure -> emitter.fail(translated(failure))));
                });
    }

    private static <T> Future<T> attempt(Context context, Function<Context, Future<T>> work) {
        try {
            return work.apply(context);
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }

    /** The response, paused, of a request that the server granted. */
    private Future<HttpClientResponse> get(String resource, String accept) {
        RequestOptions options =
                new RequestOptions().setMethod(HttpMethod.GET).setURI(server.target(resource));
        options.putHeader("Accept", accept);
        server.authorization().header().ifPresent(who -> options.putHeader("Authorization", who));
        return http.request(options)
                .compose(request -> {
                    request.response().onSuccess(HttpClientResponse::pause);
                    return request.send();
                })
                .compose(response -> {
                    if (response.statusCode() / 100 == 2) {
                        return Future.succeededFuture(response);
                    }
                    response.request().reset();
                    return Future.failedFuture(
                            DicomWebClientException.status(response.statusCode()));
                });
    }

    private static boolean isEmpty(HttpClientResponse response) {
        if (response.statusCode() != 204) {
            return false;
        }
        response.resume();
        return true;
    }

    private static Future<Buffer> bounded(HttpClientResponse response) {
        Promise<Buffer> body = Promise.promise();
        Buffer bytes = Buffer.buffer();
        response.exceptionHandler(body::tryFail);
        response.endHandler(_ -> body.tryComplete(bytes));
        response.handler(piece -> {
            if (bytes.length() + piece.length() > LARGEST_RESULT) {
                body.tryFail(
                        DicomWebClientException.of(
                                Reason.TOO_LARGE, "more than " + LARGEST_RESULT + " bytes"));
                response.request().reset();
                return;
            }
            bytes.appendBuffer(piece);
        });
        response.resume();
        return body.future();
    }

    /** Bulk data is not fetched: its elements tell their length as unknown. */
    private static List<DataSet> dataSets(Buffer json) {
        return json.length() == 0
                ? List.of()
                : DicomJson.readAll(
                        json.toString(StandardCharsets.UTF_8),
                        (tag, vr, _) -> new SkippedElement(tag, vr, 0, 0, false));
    }

    private static Throwable translated(Throwable failure) {
        return switch (failure) {
            case DicomWebClientException known -> known;
            case DicomFormatException malformed ->
                    DicomWebClientException.of(
                            Reason.MALFORMED, String.valueOf(malformed.getMessage()));
            case MultipartException malformed ->
                    DicomWebClientException.of(
                            Reason.MALFORMED, String.valueOf(malformed.getMessage()));
            case java.io.IOException broken -> DicomWebClientException.unreachable(broken);
            case io.vertx.core.VertxException broken -> DicomWebClientException.unreachable(broken);
            default -> failure;
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
