package org.radbridge.kit.inbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.EventJson;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.StudyClosed;
import org.radbridge.kit.TestEffects;
import org.radbridge.kit.TestEvents;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;
import org.radbridge.kit.testing.TestTokens;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@Tag("D7")
class EventConsumerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject EventConsumer consumer;
    @Inject StudyClosedConsumer studies;
    @Inject TestEffects effects;

    private final String study = TestEvents.uid();
    private EventProbe probe;

    @BeforeEach
    void connect() {
        probe = EventProbe.connect();
    }

    @AfterEach
    void close() {
        probe.close();
    }

    @Test
    void anEventThatIsDeliveredManyTimesHasItsEffectOnce() {
        StudyClosed event = TestEvents.studyClosed(study, "quiet-timer");
        String id = UUID.randomUUID().toString();
        for (int i = 0; i < 5; i++) {
            probe.publish(event, Lane.ROUTINE, id);
        }
        String last = publishAfter();
        await().atMost(PATIENCE).until(() -> effects.of(last).size() == 1);
        assertThat(effects.of(study)).containsExactly(id);
        assertThat(studies.attempts(study)).isEqualTo(1);
    }

    /**
     * The change is committed and the message is not acknowledged: it comes again after restart.
     */
    @Test
    void aConsumerThatEndsBetweenCommitAndAcknowledgementDoesNotRepeatItsEffect() {
        StudyClosed event = TestEvents.studyClosed(study, "quiet-timer");
        String id = UUID.randomUUID().toString();
        CompletableFuture<Void> neverAcknowledged = new CompletableFuture<>();
        consumer.once(message(event, id, neverAcknowledged), StudyClosed.class, studies::change)
                .subscribe()
                .with(ignored -> {});
        await().atMost(PATIENCE).until(() -> effects.of(study).size() == 1);

        CompletableFuture<Void> acknowledged = CompletableFuture.completedFuture(null);
        consumer.once(message(event, id, acknowledged), StudyClosed.class, studies::change)
                .await()
                .atMost(PATIENCE);
        assertThat(effects.of(study)).containsExactly(id);
    }

    @Test
    void aFailureRollsBackAndIsTriedAgainInOrder() {
        probe.publish(TestEvents.studyClosed(study, StudyClosedConsumer.FAILS_TWICE), Lane.ROUTINE);
        String last = publishAfter();
        await().atMost(PATIENCE).until(() -> effects.of(last).size() == 1);
        assertThat(effects.of(study)).hasSize(1);
        assertThat(studies.attempts(study)).isEqualTo(3);
    }

    @Test
    void aBodyThatIsNotItsTypeIsParkedWhereAnOperatorSeesItAndTheNextEventPasses() {
        String id = UUID.randomUUID().toString();
        probe.publishRaw(
                "study.closed",
                study,
                EventProbe.headers(EventType.STUDY_CLOSED, id, study),
                "{\"studyInstanceUid\":".getBytes(StandardCharsets.UTF_8));
        String last = publishAfter();
        await().atMost(PATIENCE).until(() -> effects.of(last).size() == 1);
        assertThat(parked(study)).hasSize(1);
        assertThat(parked(study).getFirst())
                .containsEntry("what", "EVENT")
                .containsEntry("failureId", "event-unreadable")
                .containsEntry("source", "study.closed");
    }

    @Test
    void aRecordWithoutCloudEventsHeadersIsParked() {
        probe.publishRaw("study.closed", study, Map.of(), "hello".getBytes(StandardCharsets.UTF_8));
        await().atMost(PATIENCE).until(() -> parked(study).size() == 1);
    }

    @Test
    void aParkedEventIsSentAgainByAnOperatorAndHasItsEffectOnce() {
        probe.publish(
                TestEvents.studyClosed(study, StudyClosedConsumer.FAILS_UNTIL_REPAIRED),
                Lane.ROUTINE);
        await().atMost(PATIENCE).until(() -> parked(study).size() == 1);
        assertThat(effects.of(study)).isEmpty();
        Object id = parked(study).getFirst().get("id");
        studies.repair(study);

        retry(id, 202);
        await().atMost(PATIENCE).until(() -> effects.of(study).size() == 1);
        assertThat(parked(study)).isEmpty();
        retry(id, 404);
    }

    @Test
    void anEventThatFailsAgainAfterItWasSentAgainIsParkedAgain() {
        probe.publish(
                TestEvents.studyClosed(study, StudyClosedConsumer.FAILS_FOR_GOOD), Lane.ROUTINE);
        await().atMost(PATIENCE).until(() -> parked(study).size() == 1);
        Object first = parked(study).getFirst().get("id");
        retry(first, 202);
        await().atMost(PATIENCE)
                .until(() ->
                        parked(study).size() == 1
                                && !parked(study).getFirst().get("id").equals(first));
    }

    @Test
    void anEventSentAgainForAnotherServiceIsPassedOver() {
        StudyClosed event = TestEvents.studyClosed(study, "quiet-timer");
        Map<String, String> headers =
                EventProbe.headers(EventType.STUDY_CLOSED, UUID.randomUUID().toString(), study);
        headers.put("radbridge_retryfor", "another-service/study-closed");
        probe.publishRaw(
                "study.closed",
                study,
                headers,
                EventJson.write(event).getBytes(StandardCharsets.UTF_8));
        String last = publishAfter();
        await().atMost(PATIENCE).until(() -> effects.of(last).size() == 1);
        assertThat(effects.of(study)).isEmpty();
    }

    @Test
    @Tag("H7")
    void theTraceOfAnEventGoesOnInWhatItCauses() {
        StudyClosed event = TestEvents.studyClosed(study, "quiet-timer");
        String traceId = "0af7651916cd43dd8448eb211c80319c";
        Map<String, String> headers =
                EventProbe.headers(EventType.STUDY_CLOSED, UUID.randomUUID().toString(), study);
        headers.put("traceparent", "00-" + traceId + "-b7ad6b7169203331-01");
        probe.publishRaw(
                "study.closed",
                study,
                headers,
                EventJson.write(event).getBytes(StandardCharsets.UTF_8));
        await().atMost(PATIENCE).until(() -> effects.of("trace-" + study).size() == 1);
        assertThat(effects.of("trace-" + study).getFirst()).contains(traceId);
    }

    /** Of the same key, hence the same partition: it is processed after what the test published. */
    private String publishAfter() {
        StudyClosed event = TestEvents.studyClosed(study + ".1", "quiet-timer");
        probe.publishRaw(
                "study.closed",
                study,
                EventProbe.headers(EventType.STUDY_CLOSED, UUID.randomUUID().toString(), study),
                EventJson.write(event).getBytes(StandardCharsets.UTF_8));
        return study + ".1";
    }

    private static Message<byte[]> message(
            StudyClosed event, String id, CompletableFuture<Void> acknowledgement) {
        byte[] body = EventJson.write(event).getBytes(StandardCharsets.UTF_8);
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>("study.closed", 0, 0, event.key(), body);
        EventProbe.headers(EventType.STUDY_CLOSED, id, event.key())
                .forEach((name, value) ->
                        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return Message.of(
                body,
                Metadata.of(new IncomingKafkaRecordMetadata<>(record, "study-closed")),
                () -> acknowledgement);
    }

    private static List<Map<String, Object>> parked(String key) {
        List<Map<String, Object>> all =
                given().auth()
                        .oauth2(TestTokens.of("it-administrator"))
                        .get("/operations/parked")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getList("$");
        return all.stream().filter(entry -> key.equals(entry.get("key"))).toList();
    }

    private static void retry(Object id, int status) {
        given().auth()
                .oauth2(TestTokens.of("it-administrator"))
                .post("/operations/parked/{id}/retry", id)
                .then()
                .statusCode(status);
    }
}
