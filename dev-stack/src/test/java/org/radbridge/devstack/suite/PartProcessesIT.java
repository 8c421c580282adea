package org.radbridge.devstack.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.devstack.part.Ports;

/** Each light part as the process that it is: started, killed, started again, stopped in order. */
@Tag("H3")
class PartProcessesIT {

    private static final Duration STOP = Duration.ofSeconds(20);

    @TempDir Path state;

    private final Ports ports = new Ports();
    private final HttpClient http = HttpClient.newHttpClient();
    private RunningProcess process;

    @AfterEach
    void stop() {
        http.close();
        process.kill();
    }

    @Test
    void theInferenceServerComesUpAgainAfterBeingKilledAndStopsInOrder() throws Exception {
        Path models = Files.createDirectories(state.resolve("models"));
        process =
                new RunningProcess(
                        specs().inferenceServer(ports.any(), ports.any(), models), state);

        startKillStart();

        process.stop(STOP);
        assertThat(process.handle()).isEmpty();
        assertThat(Files.readString(process.log())).doesNotContain("Exception");
    }

    @Test
    void theOnCallEndpointKeepsItsAlertsWhenItIsKilled() throws Exception {
        int port = ports.any();
        process = new RunningProcess(specs().onCall(port), state);
        process.launch();
        process.awaitHealthy();
        String alerts = "http://localhost:" + port + "/alerts";
        HttpRequest alert =
                HttpRequest.newBuilder(URI.create(alerts))
                        .header("Idempotency-Key", "key-1")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"team\":\"stroke\"}"))
                        .build();
        assertThat(http.send(alert, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(204);

        process.kill();
        process.launch();
        process.awaitHealthy();

        assertThat(new JsonObject(get(alerts)).getJsonArray("alerts")).hasSize(1);
    }

    @Test
    void thePacsComesUpAgainAfterBeingKilled() throws Exception {
        process = new RunningProcess(specs().pacs(ports.any(), ports.any()), state);

        startKillStart();

        process.stop(STOP);
        assertThat(process.handle()).isEmpty();
    }

    @Test
    void aPartThatCannotStartSaysWhyAtOnce() {
        process = new RunningProcess(specs().onCall(ports.any()), state);
        process.launch();
        process.awaitHealthy();
        RunningProcess second =
                new RunningProcess(
                        specs().onCall(process.spec().ports().get("http")), state.resolve("other"));

        second.launch();

        Awaitility.await().until(() -> second.handle().isEmpty());
        assertThat(second.lastLines()).contains("Address already in use");
    }

    private PartSpecs specs() {
        return PartSpecs.endingWithThisProcess(Installation.find(), state);
    }

    private void startKillStart() {
        process.launch();
        process.awaitHealthy();
        process.kill();
        assertThat(process.healthy()).isFalse();
        process.launch();
        process.awaitHealthy();
        assertThat(process.healthy()).isTrue();
    }

    private String get(String url) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(url)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
