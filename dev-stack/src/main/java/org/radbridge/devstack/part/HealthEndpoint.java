package org.radbridge.devstack.part;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * {@code GET /health} for parts that speak no HTTP of their own: 200 when healthy, 503 when not.
 */
public final class HealthEndpoint implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService workers;

    private HealthEndpoint(HttpServer server, ExecutorService workers) {
        this.server = server;
        this.workers = workers;
    }

    /** Serves the check's answer on this port of the loopback interface. */
    public static HealthEndpoint serve(int port, BooleanSupplier healthy) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("localhost", port), 0);
        ExecutorService workers =
                Executors.newFixedThreadPool(
                        2, Thread.ofPlatform().daemon().name("health").factory());
        server.setExecutor(workers);
        server.createContext("/health", exchange -> answer(exchange, healthy.getAsBoolean()));
        server.start();
        return new HealthEndpoint(server, workers);
    }

    private static void answer(HttpExchange exchange, boolean healthy) throws IOException {
        String body = "{\"status\":\"" + (healthy ? "UP" : "DOWN") + "\"}\n";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(healthy ? 200 : 503, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
