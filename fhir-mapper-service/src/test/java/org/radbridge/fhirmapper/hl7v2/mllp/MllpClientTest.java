package org.radbridge.fhirmapper.hl7v2.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.Acknowledgement;
import org.radbridge.fhirmapper.testing.ScriptedReceiver;
import org.radbridge.fhirmapper.testing.ScriptedReceiver.Reply;

@Tag("C4")
class MllpClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

    private final Vertx vertx = Vertx.vertx();
    private final int port = freePort();
    private final MllpClient client =
            new MllpClient(
                    vertx,
                    new MllpClientOptions(
                            "localhost",
                            port,
                            Optional.empty(),
                            Duration.ofSeconds(5),
                            ANSWER_WITHIN,
                            10_000),
                    content ->
                            Acknowledgement.of(content)
                                    .map(a -> new AnswerFrame(a.controlId(), content)));

    @AfterEach
    void close() {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void anAcknowledgementBelongsToTheMessageThatItNames() {
        try (ScriptedReceiver peer = peer((reply, id) -> reply.acknowledge("AA", id))) {
            assertThat(send("1")).contains("MSA|AA|1");
            assertThat(send("2")).contains("MSA|AA|2");
            assertThat(peer.received()).containsExactly("1", "2");
            assertThat(client.strays()).isZero();
        }
    }

    @Test
    void aLateAcknowledgementNeverSatisfiesTheNextMessageAndSparesItsOwnARepetition() {
        AtomicReference<Reply> first = new AtomicReference<>();
        try (ScriptedReceiver peer =
                peer((reply, id) -> {
                    if (id.equals("1")) {
                        first.set(reply);
                    } else {
                        first.get().acknowledge("AA", "1");
                        reply.acknowledge("AE", id);
                    }
                })) {
            assertThatThrownBy(() -> send("1")).hasMessageContaining("hl7v2-no-answer");
            assertThat(send("2")).as("its own answer").contains("MSA|AE|2");
            assertThat(send("1")).as("the one that came late").contains("MSA|AA|1");
            assertThat(peer.received()).containsExactly("1", "2");
        }
    }

    @Test
    void anAcknowledgementOfNothingIsCountedAndLeft() {
        try (ScriptedReceiver peer =
                peer((reply, id) -> {
                    reply.acknowledge("AA", "another");
                    reply.acknowledge("AA", id);
                })) {
            assertThat(send("1")).contains("MSA|AA|1");
            assertThat(client.strays()).isEqualTo(1);
            assertThat(peer.received()).hasSize(1);
        }
    }

    @Test
    void aDroppedConnectionIsOpenedAgain() {
        AtomicInteger times = new AtomicInteger();
        try (ScriptedReceiver peer =
                peer((reply, id) -> {
                    if (times.incrementAndGet() == 1) {
                        reply.drop();
                    } else {
                        reply.acknowledge("AA", id);
                    }
                })) {
            assertThatThrownBy(() -> send("1")).hasMessageContaining("hl7v2-no-answer");
            assertThat(send("1")).contains("MSA|AA|1");
            assertThat(peer.received()).containsExactly("1", "1");
        }
    }

    @Test
    void aPeerThatFallsSilentLosesItsConnection() {
        try (ScriptedReceiver peer =
                peer((reply, id) -> {
                    if (id.equals("3")) {
                        reply.acknowledge("AA", id);
                    }
                })) {
            assertThatThrownBy(() -> send("1")).hasMessageContaining("hl7v2-no-answer");
            assertThat(client.isConnected()).isTrue();
            assertThatThrownBy(() -> send("2")).hasMessageContaining("hl7v2-no-answer");
            await().atMost(PATIENCE).until(() -> !client.isConnected());
            assertThat(send("3")).contains("MSA|AA|3");
            assertThat(peer.received()).containsExactly("1", "2", "3");
        }
    }

    @Test
    void aPeerThatIsNotThereIsSaidToBeUnreachable() {
        assertThatThrownBy(() -> send("1")).hasMessageContaining("hl7v2-destination-unreachable");
    }

    private String send(String controlId) {
        byte[] message =
                ("MSH|^~\\&|A|B|C|D|20261122||ORU^R01|" + controlId + "|P|2.5.1\r")
                        .getBytes(StandardCharsets.UTF_8);
        return new String(
                client.send(controlId, message).await().atMost(PATIENCE), StandardCharsets.UTF_8);
    }

    private ScriptedReceiver peer(BiConsumer<Reply, String> script) {
        return new ScriptedReceiver(port, script);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
