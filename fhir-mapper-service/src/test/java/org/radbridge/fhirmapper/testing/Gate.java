package org.radbridge.fhirmapper.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A gate before an HTTP server: it passes requests on, or does to them what it is told. */
public final class Gate {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpServer server;
    private final String target;
    private final ConcurrentLinkedQueue<Deed> next = new ConcurrentLinkedQueue<>();
    private final List<Passage> passages = new CopyOnWriteArrayList<>();

    /** What is done to a request. */
    public sealed interface Deed {
        /** It is answered here. */
        record Answer(int status, Map<String, String> headers, String body) implements Deed {}

        /** It is passed on, and nobody hears the answer. */
        record LoseTheAnswer() implements Deed {}
    }

    /**
     * A POST that came by.
     *
     * @param status that of the answer; 0 when nobody heard it
     */
    public record Passage(Instant at, String body, int status) {}

    /** Opens a gate before a server. */
    public Gate(String target) {
        this.target = target;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** Its address. */
    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Does this to the next POST, or to one after it when more was asked for. */
    public void next(Deed deed) {
        next.add(deed);
    }

    /** Forgets what was asked for and seen. */
    public void clear() {
        next.clear();
        passages.clear();
    }

    /** The POSTs that came by. */
    public List<Passage> passages() {
        return List.copyOf(passages);
    }

    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        Instant at = Instant.now();
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean post = exchange.getRequestMethod().equals("POST");
        Deed deed = post ? next.poll() : null;
        int status =
                switch (deed) {
                    case null -> pass(exchange, body, true);
                    case Deed.LoseTheAnswer _ -> {
                        pass(exchange, body, false);
                        yield 0;
                    }
                    case Deed.Answer answer -> {
                        answer.headers().forEach(exchange.getResponseHeaders()::add);
                        send(
                                exchange,
                                answer.status(),
                                answer.body().getBytes(StandardCharsets.UTF_8));
                        yield answer.status();
                    }
                };
        if (post) {
            passages.add(new Passage(at, new String(body, StandardCharsets.UTF_8), status));
        }
    }

    private int pass(HttpExchange exchange, byte[] body, boolean heard) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
                        .method(
                                exchange.getRequestMethod(),
                                HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : List.of("Authorization", "Content-Type", "Accept", "Prefer")) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        HttpResponse<byte[]> response = ask(request.build());
        if (response == null || !heard) {
            exchange.close();
            return 0;
        }
        response.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> exchange.getResponseHeaders().add("Content-Type", type));
        send(exchange, response.statusCode(), response.body());
        return response.statusCode();
    }

    private static @Nullable HttpResponse<byte[]> ask(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException _) {
            return null;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
