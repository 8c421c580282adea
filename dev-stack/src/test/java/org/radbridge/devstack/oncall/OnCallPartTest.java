package org.radbridge.devstack.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("D2")
class OnCallPartTest {

    private static final JsonObject ALERT =
            new JsonObject().put("escalation", "e-1").put("studyInstanceUid", "1.2.3");

    @TempDir Path state;

    private final HttpClient http = HttpClient.newHttpClient();
    private OnCallPart onCall;

    @BeforeEach
    void open() throws Exception {
        onCall =
                new OnCallPart(
                        OnCallPart.options().parse("--state", state.toString(), "--port", "0"));
        onCall.start();
    }

    @AfterEach
    void close() {
        onCall.close();
        http.close();
    }

    @Test
    void aRepeatedDeliveryIsOneAlert() throws Exception {
        assertThat(post("/alerts", "key-1", ALERT).statusCode()).isEqualTo(204);
        assertThat(post("/alerts", "key-1", ALERT).statusCode()).isEqualTo(204);
        assertThat(post("/alerts", "key-2", ALERT).statusCode()).isEqualTo(204);

        JsonArray alerts = alerts("?study=1.2.3");

        assertThat(alerts).hasSize(2);
        assertThat(alerts.getJsonObject(0).getInteger("deliveries")).isEqualTo(2);
        assertThat(alerts.getJsonObject(0).getJsonObject("body")).isEqualTo(ALERT);
        assertThat(alerts("?study=9.9")).isEmpty();
    }

    @Test
    void itRefusesAndWaitsWhenItIsTold() throws Exception {
        put("/behaviour", new JsonObject().put("status", 503).put("delayMillis", 50));

        long begin = System.nanoTime();
        assertThat(post("/alerts", "key-1", ALERT).statusCode()).isEqualTo(503);
        assertThat(System.nanoTime() - begin).isGreaterThan(50_000_000);
        assertThat(alerts("")).isEmpty();

        assertThat(put("/behaviour", new JsonObject().put("status", 42)).statusCode())
                .isEqualTo(400);
        put("/behaviour", new JsonObject().put("status", 202));
        assertThat(post("/alerts", "key-1", ALERT).statusCode()).isEqualTo(202);
        assertThat(new JsonObject(get("/alerts").body()).getInteger("refused")).isEqualTo(1);
    }

    @Test
    void alertsAndBehaviourSurviveARestartEvenWithATornLastLine() throws Exception {
        post("/alerts", "key-1", ALERT);
        put("/behaviour", new JsonObject().put("status", 500));
        onCall.close();
        Files.writeString(
                state.resolve("alerts.jsonl"), "{\"kind\":\"rece", StandardOpenOption.APPEND);

        open();

        assertThat(alerts("")).hasSize(1);
        assertThat(post("/alerts", "key-2", ALERT).statusCode()).isEqualTo(500);
        onCall.close();
        open();
        assertThat(new JsonObject(get("/alerts").body()).getInteger("refused")).isEqualTo(1);
    }

    @Test
    void itAcknowledgesWithTheTokenThatItIsLent() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>("");
        HttpServer service = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        service.createContext(
                "/",
                exchange -> {
                    seen.set(
                            exchange.getRequestMethod()
                                    + " "
                                    + exchange.getRequestURI()
                                    + " "
                                    + exchange.getRequestHeaders().getFirst("Authorization"));
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        service.start();
        JsonObject how =
                new JsonObject()
                        .put("method", "POST")
                        .put("href", "http://localhost:" + service.getAddress().getPort() + "/ack");
        post("/alerts", "key-1", ALERT.copy().put("acknowledge", how));

        HttpRequest.Builder bare =
                HttpRequest.newBuilder(url("/alerts/key-1/acknowledge"))
                        .POST(HttpRequest.BodyPublishers.noBody());
        assertThat(send(bare).statusCode()).isEqualTo(401);
        assertThat(send(bare.header("Authorization", "Bearer lent")).statusCode()).isEqualTo(200);

        service.stop(0);
        assertThat(seen.get()).isEqualTo("POST /ack Bearer lent");
        JsonObject alert = new JsonObject(get("/alerts/key-1").body());
        assertThat(alert.getJsonObject("acknowledgement").getInteger("status")).isEqualTo(200);
    }

    @Test
    void whatIsNoAlertIsRefused() throws Exception {
        HttpRequest.Builder text =
                HttpRequest.newBuilder(url("/alerts"))
                        .POST(HttpRequest.BodyPublishers.ofString("not JSON"));
        assertThat(send(text).statusCode()).isEqualTo(400);
        assertThat(get("/alerts/absent").statusCode()).isEqualTo(404);
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
    }

    private JsonArray alerts(String query) throws Exception {
        return new JsonObject(get("/alerts" + query).body()).getJsonArray("alerts");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(url(path)));
    }

    private HttpResponse<String> put(String path, JsonObject body) throws Exception {
        return send(
                HttpRequest.newBuilder(url(path))
                        .PUT(HttpRequest.BodyPublishers.ofString(body.encode())));
    }

    private HttpResponse<String> post(String path, String key, JsonObject body) throws Exception {
        return send(
                HttpRequest.newBuilder(url(path))
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(body.encode())));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI url(String path) {
        return URI.create(onCall.address() + path);
    }
}
