package org.radbridge.dicom.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A body over a real socket into a handler that answers later: the request is paused, nothing is
 * lost or reordered.
 */
@Tag("A3")
class MultipartOverHttpTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** Answers on a later turn of the event loop, and counts calls that came too early. */
    private final class LateHandler implements PartHandler {
        private final List<Buffer> parts = new ArrayList<>();
        private int open;
        private int early;

        @Override
        public Future<Void> begin(PartHeaders headers) {
            parts.add(Buffer.buffer());
            return later();
        }

        @Override
        public Future<Void> data(Buffer bytes) {
            parts.getLast().appendBuffer(bytes);
            return later();
        }

        @Override
        public Future<Void> end() {
            return later();
        }

        private Future<Void> later() {
            early += open;
            open++;
            Promise<Void> done = Promise.promise();
            vertx.setTimer(
                    1,
                    timer -> {
                        open--;
                        done.complete();
                    });
            return done.future();
        }
    }

    @Test
    void slowHandlerPausesTheRequestAndGetsEveryByteInOrder() throws Exception {
        LateHandler handler = new LateHandler();
        HttpServer server =
                await(
                        vertx.createHttpServer()
                                .requestHandler(request -> receive(request, handler))
                                .listen(0, "127.0.0.1"));
        List<Buffer> parts = randomParts();
        MultipartRelatedWriter writer = MultipartRelatedWriter.of(MediaType.APPLICATION_DICOM);
        Buffer body = Buffer.buffer();
        parts.forEach(part -> body.appendBuffer(writer.part(part)));
        body.appendBuffer(writer.close());

        int status = post(server.actualPort(), writer.contentType(), body);

        assertThat(status).isEqualTo(200);
        assertThat(handler.parts).isEqualTo(parts);
        assertThat(handler.early).isZero();
    }

    @Test
    void bodyWithoutItsLastBoundaryFails() throws Exception {
        HttpServer server =
                await(
                        vertx.createHttpServer()
                                .requestHandler(request -> receive(request, new LateHandler()))
                                .listen(0, "127.0.0.1"));
        MultipartRelatedWriter writer = MultipartRelatedWriter.of(MediaType.APPLICATION_DICOM);
        int status =
                post(server.actualPort(), writer.contentType(), writer.part(Buffer.buffer("cut")));
        assertThat(status).isEqualTo(400);
    }

    private static void receive(HttpServerRequest request, PartHandler handler) {
        MediaType type = MediaType.parse(request.getHeader("Content-Type"));
        new MultipartRelatedParser(type, MultipartLimits.DEFAULT, handler)
                .parse(request)
                .onSuccess(done -> request.response().end())
                .onFailure(failure ->
                        request.response()
                                .setStatusCode(failure instanceof MultipartException ? 400 : 500)
                                .end());
    }

    private static List<Buffer> randomParts() {
        Random random = new Random(5);
        List<Buffer> parts = new ArrayList<>();
        for (int length : new int[] {300_000, 0, 1, 700_000}) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            parts.add(Buffer.buffer(bytes));
        }
        return parts;
    }

    private int post(int port, String contentType, Buffer body) throws Exception {
        return await(
                vertx.createHttpClient()
                        .request(HttpMethod.POST, port, "127.0.0.1", "/studies")
                        .compose(request ->
                                request.putHeader("Content-Type", contentType).send(body))
                        .map(response -> response.statusCode()));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
