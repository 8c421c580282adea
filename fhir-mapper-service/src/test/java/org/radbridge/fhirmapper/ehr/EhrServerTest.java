package org.radbridge.fhirmapper.ehr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.kit.failure.DelayedFailure;
import org.radbridge.kit.failure.PermanentFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** What is made of each answer that a server may give, by a server that gives it. */
@Tag("C6")
class EhrServerTest {
    private static final String DONE =
            """
            {"resourceType":"Bundle","type":"transaction-response","entry":[
            {"response":{"status":"201 Created"}},{"response":{"status":"200"}}]}\
            """;

    private static Vertx vertx;
    private static ComputePool compute;

    private record To(String url, Optional<Path> trust, Duration timeout)
            implements EhrConfig.Destination {
        @Override
        public Set<String> resources() {
            return Set.of();
        }

        @Override
        public EhrConfig.Authorization authorization() {
            return EhrConfig.Authorization.NONE;
        }

        @Override
        public String clientId() {
            return "";
        }

        @Override
        public Optional<Path> keys() {
            return Optional.empty();
        }

        @Override
        public String scope() {
            return "";
        }

        @Override
        public Optional<String> tokenUrl() {
            return Optional.empty();
        }
    }

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        compute = new ComputePool(vertx);
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void anAnswerToEveryEntryIsAcceptance() throws Exception {
        assertThat(sent(request -> request.response().end(DONE))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html/>",
                "{}",
                "{\"resourceType\":\"OperationOutcome\"}",
                "{\"type\":\"transaction-response\",\"entry\":[{\"response\":{\"status\":\"201\"}}]}",
                "{\"type\":\"transaction-response\",\"entry\":[{\"response\":{\"status\":\"201\"}},"
                        + "{\"response\":{\"status\":\"422\"}}]}"
            })
    void aSuccessThatDoesNotAnswerEveryEntryIsTriedAgain(String body) throws Exception {
        assertThat(sent(request -> request.response().end(body)))
                .isInstanceOf(RadbridgeException.class)
                .isNotInstanceOf(PermanentFailure.class)
                .hasMessageContaining("ehr-answer-unreadable");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 410, 412, 413, 422, 301})
    void aRefusalIsForAnOperator(int status) throws Exception {
        assertThat(sent(request -> request.response().setStatusCode(status).end("no")))
                .isInstanceOf(PermanentFailure.class)
                .hasMessage("ehr-refused: status " + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 425, 429, 500, 502, 503, 504})
    void aServerInTroubleIsTriedAgain(int status) throws Exception {
        assertThat(sent(request -> request.response().setStatusCode(status).end()))
                .isInstanceOfSatisfying(DelayedFailure.class, f -> assertThat(f.delay()).isZero())
                .hasMessageContaining("ehr-busy");
    }

    @Test
    void theServerSaysForHowLongButNotForEver() throws Exception {
        assertThat(retryAfter("7")).isEqualTo(Duration.ofSeconds(7));
        assertThat(retryAfter("999999")).isEqualTo(Duration.ofMinutes(15));
        assertThat(retryAfter("99999999999999")).isZero();
        assertThat(retryAfter("soon")).isZero();
    }

    @Test
    void anAnswerWithoutEndIsCutOff() throws Exception {
        assertThat(
                        sent(request -> {
                            request.response().setChunked(true);
                            vertx.setPeriodic(
                                    1,
                                    timer -> {
                                        if (request.response().closed()) {
                                            vertx.cancelTimer(timer);
                                        } else {
                                            request.response().write("x".repeat(1 << 18));
                                        }
                                    });
                        }))
                .hasMessageContaining("ehr-answer-unreadable: longer than");
    }

    @Test
    void silenceIsAFailureToBeTriedAgain() throws Exception {
        assertThat(sent(_ -> {})).hasMessageContaining("ehr-unreachable");
        assertThatThrownBy(() ->
                        send(new To("http://localhost:1", Optional.empty(), Duration.ofSeconds(1))))
                .hasMessageContaining("ehr-unreachable");
    }

    @Test
    @Tag("E8")
    void onlyACertificateThatIsTrustedIsTalkedTo(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("server.p12");
        Path certificate = folder.resolve("server.pem");
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-alias",
                "it",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "it",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit",
                "-file",
                certificate.toString());
        HttpServerOptions tls =
                new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(
                                new PfxOptions().setPath(store.toString()).setPassword("changeit"));
        HttpServer server = listening(tls, request -> request.response().end(DONE));
        String url = "https://localhost:" + server.actualPort();
        send(new To(url, Optional.of(certificate), Duration.ofSeconds(5)));
        assertThatThrownBy(() -> send(new To(url, Optional.empty(), Duration.ofSeconds(5))))
                .hasMessageContaining("ehr-unreachable");
    }

    private static Duration retryAfter(String header) throws Exception {
        Throwable failure =
                sent(request ->
                        request.response()
                                .setStatusCode(503)
                                .putHeader("Retry-After", header)
                                .end());
        return ((DelayedFailure) Objects.requireNonNull(failure)).delay();
    }

    private static @Nullable Throwable sent(Consumer<HttpServerRequest> answer) throws Exception {
        HttpServer server = listening(new HttpServerOptions(), answer);
        try {
            send(
                    new To(
                            "http://localhost:" + server.actualPort() + "/fhir",
                            Optional.empty(),
                            Duration.ofSeconds(1)));
            return null;
        } catch (RadbridgeException failure) {
            return failure;
        } finally {
            server.close();
        }
    }

    private static void send(EhrConfig.Destination to) {
        EhrServer server = new EhrServer(vertx, to, compute);
        try {
            server.send("{}", 2).await().atMost(Duration.ofSeconds(20));
        } finally {
            server.close();
        }
    }

    private static HttpServer listening(
            HttpServerOptions options, Consumer<HttpServerRequest> answer) throws Exception {
        return vertx.createHttpServer(options)
                .requestHandler(answer::accept)
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
