package org.radbridge.ingest.dicomweb.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.web.MultipartRelatedWriter;
import org.radbridge.dicom.web.PartHandler;
import org.radbridge.dicom.web.PartHeaders;
import org.radbridge.ingest.dicomweb.client.DicomWebClientException.Reason;

@Tag("A7")
class DicomWebClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private Handler<HttpServerRequest> script = request -> request.response().end();
    private HttpServer server;
    private DicomWebClient client;

    @BeforeEach
    void start() {
        server =
                vertx.createHttpServer()
                        .requestHandler(request -> {
                            requests.add(request.uri());
                            script.handle(request);
                        })
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
        URI base = URI.create("http://127.0.0.1:" + server.actualPort() + "/dicom-web");
        client =
                new DicomWebClient(
                        vertx, DicomWebServer.at(base).as(new Authorization.Basic("a", "b")));
    }

    @AfterEach
    void stop() {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aSearchEncodesItsKeysAndReadsTheResults() {
        script =
                request -> {
                    assertThat(request.getHeader("Authorization")).isEqualTo("Basic YTpi");
                    request.response()
                            .putHeader("Content-Type", "application/dicom+json")
                            .end("[{\"0020000D\":{\"vr\":\"UI\",\"Value\":[\"1.2.3\"]}}]");
                };

        List<DataSet> found = search(Map.of("PatientName", "Müller^A*&b"));

        assertThat(requests).containsExactly("/dicom-web/studies?PatientName=M%C3%BCller%5EA*%26b");
        assertThat(found)
                .singleElement()
                .satisfies(study ->
                        assertThat(study.string(org.radbridge.dicom.data.Tag.StudyInstanceUID))
                                .hasValue("1.2.3"));
    }

    private List<DataSet> search(Map<String, String> query) {
        return client.search("studies", query).await().atMost(PATIENCE);
    }

    @Test
    void noContentIsNoResult() {
        script = request -> request.response().setStatusCode(204).end();

        assertThat(search(Map.of())).isEmpty();
    }

    @Test
    void aRefusalKeepsItsStatus() {
        script = request -> request.response().setStatusCode(413).end("too broad");

        assertThatThrownBy(() -> search(Map.of()))
                .isInstanceOfSatisfying(
                        DicomWebClientException.class,
                        failure -> {
                            assertThat(failure.failureId()).isEqualTo(Reason.REFUSED);
                            assertThat(failure.answeredStatus()).isEqualTo(413);
                        });
    }

    @Test
    void anAnswerThatIsNotDicomJsonIsMalformed() {
        script = request -> request.response().end("<html>");

        assertThatThrownBy(() -> search(Map.of()))
                .isInstanceOfSatisfying(
                        DicomWebClientException.class,
                        failure -> assertThat(failure.failureId()).isEqualTo(Reason.MALFORMED));
    }

    @Test
    void aServerThatIsGoneIsUnreachable() {
        server.close().toCompletionStage().toCompletableFuture().join();

        assertThatThrownBy(() -> search(Map.of()))
                .isInstanceOfSatisfying(
                        DicomWebClientException.class,
                        failure -> assertThat(failure.failureId()).isEqualTo(Reason.UNREACHABLE));
    }

    @Test
    void instancesComePartByPart() {
        MultipartRelatedWriter writer = MultipartRelatedWriter.of("application/dicom");
        script =
                request ->
                        request.response()
                                .putHeader("Content-Type", writer.contentType())
                                .end(
                                        writer.part(Buffer.buffer("one"))
                                                .appendBuffer(writer.part(Buffer.buffer("two")))
                                                .appendBuffer(writer.close()));
        Parts parts = new Parts();

        client.retrieve("studies/1.2", _ -> parts).await().atMost(PATIENCE);

        assertThat(parts.contents).containsExactly("one", "two");
    }

    @Test
    void anAnswerThatBreaksOffIsAFailure() {
        MultipartRelatedWriter writer = MultipartRelatedWriter.of("application/dicom");
        script =
                request ->
                        request.response()
                                .putHeader("Content-Type", writer.contentType())
                                .end(writer.part(Buffer.buffer("one")));

        assertThatThrownBy(() ->
                        client.retrieve("studies/1.2", _ -> new Parts()).await().atMost(PATIENCE))
                .isInstanceOfSatisfying(
                        DicomWebClientException.class,
                        failure -> assertThat(failure.failureId()).isEqualTo(Reason.MALFORMED));
    }

    /** 64 MB are offered; a taker that never says "more" must not be sent them. */
    @Test
    void aSlowTakerSlowsTheServer() {
        MultipartRelatedWriter writer = MultipartRelatedWriter.of("application/dicom");
        AtomicLong written = new AtomicLong();
        script =
                request -> {
                    var response =
                            request.response()
                                    .setChunked(true)
                                    .putHeader("Content-Type", writer.contentType());
                    response.write(writer.beginPart());
                    Buffer piece = Buffer.buffer(new byte[64 << 10]);
                    Runnable fill =
                            new Runnable() {
                                @Override
                                public void run() {
                                    while (!response.writeQueueFull() && written.get() < 64 << 20) {
                                        written.addAndGet(piece.length());
                                        response.write(piece);
                                    }
                                }
                            };
                    response.drainHandler(_ -> fill.run());
                    fill.run();
                };
        Parts never = new Parts(Future.future(_ -> {}));

        client.retrieve("studies/1.2", _ -> never).subscribe().with(_ -> {}, _ -> {});

        org.awaitility.Awaitility.await().until(() -> never.received > 0);
        org.awaitility.Awaitility.await()
                .during(Duration.ofMillis(500))
                .until(() -> written.get() < 32 << 20);
    }

    private static final class Parts implements PartHandler {
        private final List<String> contents = new ArrayList<>();
        private final Future<Void> taken;
        private volatile int received;
        private Buffer current = Buffer.buffer();

        Parts() {
            this(Future.succeededFuture());
        }

        Parts(Future<Void> taken) {
            this.taken = taken;
        }

        @Override
        public Future<Void> begin(PartHeaders headers) {
            current = Buffer.buffer();
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> data(Buffer bytes) {
            received += bytes.length();
            current.appendBuffer(bytes);
            return taken;
        }

        @Override
        public Future<Void> end() {
            contents.add(current.toString());
            return Future.succeededFuture();
        }
    }
}
