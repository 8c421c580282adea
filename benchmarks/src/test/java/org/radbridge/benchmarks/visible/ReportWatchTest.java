package org.radbridge.benchmarks.visible;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.radbridge.devstack.client.JsonApi;

/** Against a scripted FHIR server that has the report at the third look. */
class ReportWatchTest {

    private static final String NOTHING = "{\"resourceType\":\"Bundle\",\"total\":0}";
    private static final String REPORT =
            "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":"
                    + "{\"resourceType\":\"DiagnosticReport\"}}]}";

    private final CopyOnWriteArrayList<String> queries = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<Instant> shown = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private int status = 200;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/fhir", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theReportIsSeenAtTheFirstAnswerThatHasIt() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient();
                ReportWatch watch = watch(http)) {
            Instant seen = watch.of("2.25.1").at();
            assertThat(queries)
                    .hasSize(3)
                    .containsOnly("/fhir/DiagnosticReport?imagingStudy.identifier=urn:oid:2.25.1");
            assertThat(seen).isBetween(shown.getFirst(), Instant.now());
        }
    }

    @Test
    void aRefusalIsAFailureAndNotAReportThatIsMissing() throws Exception {
        status = 403;
        try (HttpClient http = HttpClient.newHttpClient();
                ReportWatch watch = watch(http)) {
            ReportWatch.Sighting sighting = watch.of("2.25.1");
            assertThatThrownBy(sighting::at)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("403");
        }
    }

    private ReportWatch watch(HttpClient http) {
        String base = "http://localhost:" + server.getAddress().getPort() + "/fhir";
        return new ReportWatch(new JsonApi(http, () -> "token"), base, Duration.ZERO);
    }

    private void answer(HttpExchange exchange) throws IOException {
        queries.add(exchange.getRequestURI().toString());
        boolean there = queries.size() >= 3;
        if (there) {
            shown.add(Instant.now());
        }
        byte[] body = (there ? REPORT : NOTHING).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
