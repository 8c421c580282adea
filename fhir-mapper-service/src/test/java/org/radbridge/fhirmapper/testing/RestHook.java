package org.radbridge.fhirmapper.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Where subscribers have notifications sent: each path is an endpoint of its own. */
public final class RestHook implements QuarkusTestResourceLifecycleManager {
    private final HttpServer server;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();

    /**
     * A request that came.
     *
     * @param status how it was answered
     */
    public record Heard(String path, String body, String authorization, int status) {}

    public RestHook() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> start() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
        return Map.of(
                "radbridge.subscriptions.endpoints", base(),
                "radbridge.subscriptions.retry-first", "PT0.1S",
                "radbridge.subscriptions.retry-longest", "PT0.5S",
                // Tests say what time it is.
                "radbridge.subscriptions.overdue.look-every", "PT24H");
    }

    /** The address below which the endpoints are. */
    public String base() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Answers an endpoint's requests with this status from now on; 200 unless told. */
    public void answer(String path, int status) {
        answers.put(path, status);
    }

    /** What an endpoint heard. */
    public List<Heard> heard(String path) {
        return heard.stream().filter(h -> h.path().equals(path)).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int status = answers.getOrDefault(path, 200);
        heard.add(
                new Heard(
                        path,
                        body,
                        String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                        status));
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(RestHook.class));
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
