package org.radbridge.benchmarks.ingest.load;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.Iterator;
import java.util.List;
import org.radbridge.benchmarks.ingest.peer.WebAddress;

/** HTTP/1.1 connections to one server, kept alive. */
final class WebConnections implements AutoCloseable {

    private static final int OK = 200;
    private static final int SHOWN = 300;

    private final HttpClient http;
    private final WebAddress address;

    WebConnections(Client client, WebAddress address, int connections) {
        this.address = address;
        this.http =
                client.vertx()
                        .createHttpClient(
                                new HttpClientOptions().setTcpNoDelay(true).setKeepAlive(true),
                                new PoolOptions().setHttp1MaxSize(connections));
    }

    /** What takes an answer in. */
    interface Sink {

        void bytes(Buffer piece);

        /** What the answer came to, once it is there. */
        long end();
    }

    /**
     * Sends a request.
     *
     * @param body in pieces; none for a request without
     * @return what the sink makes of the answer; fails for any status but 200
     */
    Future<Long> send(
            HttpMethod method,
            String path,
            String header,
            String value,
            List<Buffer> body,
            Sink sink) {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(method)
                        .setHost(address.base().getHost())
                        .setPort(address.base().getPort())
                        .setURI(address.base().getPath() + path)
                        .putHeader(header, value);
        if (!body.isEmpty()) {
            options.putHeader("Accept", "application/dicom+json");
            options.putHeader(
                    "Content-Length", Long.toString(body.stream().mapToLong(Buffer::length).sum()));
        }
        if (!address.authorization().isEmpty()) {
            options.putHeader("Authorization", address.authorization());
        }
        return http.request(options)
                .compose(request -> {
                    write(request, body.iterator());
                    return request.response();
                })
                .compose(response -> received(response, sink));
    }

    /** Piece by piece, as fast as the server takes them. */
    private static void write(HttpClientRequest request, Iterator<Buffer> left) {
        if (!left.hasNext()) {
            request.end();
            return;
        }
        Buffer piece = left.next();
        request.write(piece).onSuccess(_ -> write(request, left));
    }

    private static Future<Long> received(HttpClientResponse response, Sink sink) {
        if (response.statusCode() != OK) {
            return response.body()
                    .compose(body ->
                            Future.failedFuture(
                                    "HTTP "
                                            + response.statusCode()
                                            + ": "
                                            + body.getString(0, Math.min(body.length(), SHOWN))));
        }
        response.handler(sink::bytes);
        return response.end().map(_ -> sink.end());
    }

    @Override
    public void close() {
        http.close();
    }
}
