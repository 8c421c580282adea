package org.radbridge.fhirmapper.hl7v2.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.Acknowledgement;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.AcknowledgementCode;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.AcknowledgementWriter;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.MessageHeader;
import org.radbridge.fhirmapper.testing.PemIdentity;

@Tag("F1")
@Tag("E8")
class MllpTlsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

    @TempDir Path folder;
    private final Vertx vertx = Vertx.vertx();
    private PemIdentity hospital;
    private PemIdentity ours;
    private PemIdentity stranger;
    private int port;

    @BeforeEach
    void listen() {
        hospital = PemIdentity.in(folder, "hospital");
        ours = PemIdentity.in(folder, "ours");
        stranger = PemIdentity.in(folder, "stranger");
        AcknowledgementWriter writer = new AcknowledgementWriter("RADBRIDGE", "RADBRIDGE");
        MllpServer server =
                new MllpServer(
                        vertx,
                        new MllpServerOptions(
                                "localhost",
                                0,
                                Optional.of(tls(ours, hospital, true)),
                                10_000,
                                4,
                                Duration.ofMinutes(1),
                                Duration.ofSeconds(5)),
                        (message, _) ->
                                Uni.createFrom()
                                        .item(
                                                MllpAnswer.of(
                                                        writer.write(
                                                                MessageHeader.of(message),
                                                                AcknowledgementCode.AA,
                                                                "1",
                                                                Instant.now(),
                                                                Optional.empty()))));
        port = server.listen().toCompletionStage().toCompletableFuture().join();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void twoThatTrustEachOtherSpeakByTls() {
        assertThat(send(Optional.of(tls(hospital, ours, false)))).contains("MSA|AA|77");
    }

    @Test
    void aStrangersCertificateOpensNothing() {
        assertThatThrownBy(() -> send(Optional.of(tls(stranger, ours, false))))
                .hasMessageContaining("hl7v2-");
    }

    @Test
    void aServerThatNobodyVouchesForIsSentNothing() {
        assertThatThrownBy(() -> send(Optional.of(tls(hospital, stranger, false))))
                .hasMessageContaining("hl7v2-destination-unreachable");
    }

    @Test
    void inClearNothingComesIn() {
        assertThatThrownBy(() -> send(Optional.empty())).hasMessageContaining("hl7v2-no-answer");
    }

    @Test
    void aServerThatWantsCertificatesAndTrustsNobodyIsAMistake() {
        assertThatThrownBy(() -> new MllpTls(Optional.empty(), List.of(), true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private String send(Optional<MllpTls> tls) {
        MllpClient client =
                new MllpClient(
                        vertx,
                        new MllpClientOptions(
                                "localhost", port, tls, ANSWER_WITHIN, ANSWER_WITHIN, 10_000),
                        content ->
                                Acknowledgement.of(content)
                                        .map(a -> new AnswerFrame(a.controlId(), content)));
        byte[] message =
                "MSH|^~\\&|A|B|C|D|20261122||ADT^A01|77|P|2.5.1\r".getBytes(StandardCharsets.UTF_8);
        return new String(
                client.send("77", message).await().atMost(PATIENCE), StandardCharsets.UTF_8);
    }

    private static MllpTls tls(PemIdentity own, PemIdentity other, boolean certificateRequired) {
        return new MllpTls(
                Optional.of(new MllpTls.Identity(own.certificate(), own.key())),
                List.of(other.certificate()),
                certificateRequired);
    }
}
