package org.radbridge.fhirmapper.study;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.radbridge.dicom.data.BinaryElement;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.kit.failure.PermanentFailure;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.token.ServiceTokens;

/**
 * The ingest-service as an archive: a study's metadata and images (WADO-RS, PS3.18 section 10.4).
 */
@ApplicationScoped
public class StudyArchive {
    private static final String DICOM_JSON = "application/dicom+json";
    private static final String AS_KEPT = "application/dicom; transfer-syntax=*";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);
    private static final int CONNECTIONS = 16;
    private static final byte[] ELSEWHERE = {};

    private final HttpClient client;
    private final ServiceTokens tokens;
    private final ComputePool compute;
    private final String dicomWeb;
    private final long longestImage;

    public StudyArchive(
            Vertx vertx,
            ServiceTokens tokens,
            ComputePool compute,
            @ConfigProperty(name = "radbridge.ingest.url") String url,
            @ConfigProperty(name = "radbridge.ingest.longest-image", defaultValue = "128M")
                    MemorySize longestImage) {
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
                                .setTcpNoDelay(true),
                        new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        this.tokens = tokens;
        this.compute = compute;
        this.dicomWeb = url + "/dicom-web";
        this.longestImage = longestImage.asLongValue();
    }

    /**
     * The study's metadata, in one request. Fails with an {@link ArchiveFailure}; each may be
     * another next time.
     */
    public Uni<StudyMetadata> metadata(String studyInstanceUid) {
        return fetch("/studies/" + studyInstanceUid + "/metadata", DICOM_JSON, StudyArchive::body)
                .chain(body -> compute.run(() -> read(body)));
    }

    /**
     * An image with its pixels, in the transfer syntax that it is kept in. Fails with an {@link
     * ArchiveFailure}, for good when it is too large or no DICOM object.
     */
    public Uni<Part10File> image(
            String studyInstanceUid, String seriesInstanceUid, String sopInstanceUid) {
        String path =
                "/studies/%s/series/%s/instances/%s"
                        .formatted(studyInstanceUid, seriesInstanceUid, sopInstanceUid);
        return fetch(path, AS_KEPT, this::boundedBody).chain(body -> compute.run(() -> file(body)));
    }

    private Uni<Buffer> fetch(
            String path, String accept, Function<HttpClientResponse, Future<Buffer>> reader) {
        return tokens.get().chain(token -> fetch(path, accept, token, reader));
    }

    private Uni<Buffer> fetch(
            String path,
            String accept,
            String token,
            Function<HttpClientResponse, Future<Buffer>> reader) {
        RequestOptions request =
                new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setAbsoluteURI(dicomWeb + path)
                        .setIdleTimeout(IDLE_TIMEOUT.toMillis())
                        .putHeader(HttpHeaders.ACCEPT, accept)
                        .putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        // Nested, so that the reader is in place on the event loop before the body begins to flow.
        return Uni.createFrom()
                .completionStage(() ->
                        client.request(request)
                                .compose(r -> r.send().compose(reader::apply))
                                .toCompletionStage())
                .onFailure(failure -> !(failure instanceof RadbridgeException))
                .transform(cause ->
                        new RadbridgeException(
                                ArchiveFailure.UNREACHABLE,
                                "no answer: " + cause.getClass().getName(),
                                cause));
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        return response.statusCode() == 200 ? response.body() : refused(response);
    }

    private Future<Buffer> boundedBody(HttpClientResponse response) {
        return response.statusCode() == 200
                ? BoundedBody.read(response, longestImage)
                        .recover(cause ->
                                cause instanceof BoundedBody.TooLongException
                                        ? Future.failedFuture(
                                                new PermanentFailure(
                                                        ArchiveFailure.TOO_LARGE,
                                                        "an image is longer than "
                                                                + longestImage
                                                                + " bytes",
                                                        cause))
                                        : Future.failedFuture(cause))
                : refused(response);
    }

    private static <T> Future<T> refused(HttpClientResponse response) {
        return Future.failedFuture(
                new RadbridgeException(ArchiveFailure.REFUSED, "status " + response.statusCode()));
    }

    private static Part10File file(Buffer body) {
        try {
            return Part10Reader.read(body.getBytes());
        } catch (DicomFormatException e) {
            throw new PermanentFailure(
                    ArchiveFailure.UNREADABLE, "an image is no DICOM object: " + e.kind(), e);
        }
    }

    private static StudyMetadata read(Buffer body) {
        try {
            return StudyMetadata.of(
                    DicomJson.readAll(
                            body.toString(StandardCharsets.UTF_8),
                            // Values that stay in the archive: pixels, which nothing here reads.
                            (tag, vr, _) -> new BinaryElement(tag, vr, ELSEWHERE)));
        } catch (DicomFormatException | MissingStudyException e) {
            throw new RadbridgeException(
                    ArchiveFailure.UNREADABLE, String.valueOf(e.getMessage()), e);
        }
    }

    @PreDestroy
    void stop() {
        client.close();
    }
}
