package org.radbridge.escalation;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.radbridge.contracts.EventJson;

/** An on-call system on a real socket, which refuses the alerts of a study as often as told. */
public final class WebhookReceiver implements QuarkusTestResourceLifecycleManager {
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> refusals = new ConcurrentHashMap<>();
    private HttpServer server;

    /** An alert as it came, whether accepted or refused. */
    record Received(String idempotencyKey, String signature, JsonNode alert, int answered) {
        String study() {
            return alert.path("studyInstanceUid").asText();
        }
    }

    public WebhookReceiver() {
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
        server.createContext("/alerts", this::take);
        server.start();
        return Map.of(
                "radbridge.escalation.webhooks.on-call.url",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/alerts");
    }

    private void take(HttpExchange exchange) throws IOException {
        JsonNode alert = EventJson.mapper().readTree(exchange.getRequestBody());
        AtomicInteger left =
                refusals.getOrDefault(alert.path("studyInstanceUid").asText(), new AtomicInteger());
        int status = left.getAndDecrement() > 0 ? 503 : 202;
        received.add(
                new Received(
                        exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                        exchange.getRequestHeaders().getFirst("Radbridge-Signature"),
                        alert,
                        status));
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    void refuse(String study, int times) {
        refusals.put(study, new AtomicInteger(times));
    }

    List<Received> alertsOf(String study) {
        return received.stream().filter(alert -> alert.study().equals(study)).toList();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(WebhookReceiver.class));
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
