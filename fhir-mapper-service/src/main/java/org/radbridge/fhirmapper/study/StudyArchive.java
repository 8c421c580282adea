package org.radbridge.fhirmapper.study;

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
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.radbridge.dicom.data.BinaryElement;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.token.ServiceTokens;

/** The ingest-service as an archive: a study's metadata over WADO-RS (PS3.18 section 10.4). */
@ApplicationScoped
public class StudyArchive {
    private static final String DICOM_JSON = "application/dicom+json";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);
    private static final int CONNECTIONS = 16;
    private static final byte[] ELSEWHERE = {};

    private final HttpClient client;
    private final ServiceTokens tokens;
    private final ComputePool compute;
    private final String dicomWeb;

    public StudyArchive(
            Vertx vertx,
            ServiceTokens tokens,
            ComputePool compute,
            @ConfigProperty(name = "radbridge.ingest.url") String url) {
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
                                .setTcpNoDelay(true),
                        new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        this.tokens = tokens;
        this.compute = compute;
        this.dicomWeb = url + "/dicom-web";
    }

    /**
     * The study's metadata, in one request. Fails with an {@link ArchiveFailure}; each may be
     * another next time.
     */
    public Uni<StudyMetadata> metadata(String studyInstanceUid) {
        return tokens.get()
                .chain(token -> fetch(studyInstanceUid, token))
                .chain(body -> compute.run(() -> read(body)));
    }

    private Uni<Buffer> fetch(String studyInstanceUid, String token) {
        RequestOptions request =
                new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setAbsoluteURI(dicomWeb + "/studies/" + studyInstanceUid + "/metadata")
                        .setIdleTimeout(IDLE_TIMEOUT.toMillis())
                        .putHeader(HttpHeaders.ACCEPT, DICOM_JSON)
                        .putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        return Uni.createFrom()
                .completionStage(() ->
                        client.request(request)
                                .compose(r -> r.send())
                                .compose(StudyArchive::body)
                                .toCompletionStage())
                .onFailure(failure -> !(failure instanceof RadbridgeException))
                .transform(cause ->
                        new RadbridgeException(
                                ArchiveFailure.UNREACHABLE,
                                "no answer: " + cause.getClass().getName(),
                                cause));
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        return response.statusCode() == 200
                ? response.body()
                : Future.failedFuture(
                        new RadbridgeException(
                                ArchiveFailure.REFUSED, "status " + response.statusCode()));
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
