package org.radbridge.escalation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.EscalationChanged;
import org.radbridge.contracts.EscalationChanged.State;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.ModelRun;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.contracts.Urgency;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;
import org.radbridge.kit.testing.TestTokens;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(WebhookReceiver.class)
@Tag("D1")
@Tag("D2")
@Tag("D3")
@Tag("D4")
class EscalationIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    WebhookReceiver onCall;
    private EventProbe probe;
    private final String study = "2.25." + Math.abs(UUID.randomUUID().getMostSignificantBits());

    @BeforeEach
    void connect() {
        probe = EventProbe.connect();
    }

    @AfterEach
    void disconnect() {
        probe.close();
    }

    @Test
    void criticalFindingAlertsTheTeamOfItsPathology() {
        probe.publish(inference(1, critical("Pneumothorax")), Lane.URGENT);

        await().atMost(LONG_ENOUGH).until(() -> states().contains(State.DELIVERED));

        assertThat(onCall.alertsOf(study))
                .singleElement()
                .satisfies(received -> {
                    assertThat(received.alert().path("team").asText()).isEqualTo("patient-team");
                    assertThat(received.alert().path("recipient").asText())
                            .isEqualTo("surgeon on call");
                    assertThat(received.alert().path("findings").get(0).path("label").asText())
                            .isEqualTo("Pneumothorax");
                    assertThat(received.alert().toString()).doesNotContain("MRN-7");
                    assertThat(received.signature()).startsWith("sha256=");
                });
        assertThat(changes())
                .extracting(EscalationChanged::state)
                .containsExactly(State.OPENED, State.DELIVERED);
        assertThat(changes().getLast().stamps()).containsKey(TimelineStep.ALERT_DELIVERED);
    }

    @Test
    void refusedAlertIsTriedUntilAcceptedUnderTheSameKey() {
        onCall.refuse(study, 3);
        probe.publish(inference(1, critical("Pneumothorax")), Lane.URGENT);

        await().atMost(LONG_ENOUGH).until(() -> states().contains(State.DELIVERED));

        assertThat(onCall.alertsOf(study))
                .extracting(WebhookReceiver.Received::answered)
                .containsExactly(503, 503, 503, 202);
        assertThat(onCall.alertsOf(study))
                .extracting(WebhookReceiver.Received::idempotencyKey)
                .containsOnly(changes().getFirst().escalationId() + ":1");
        escalations("radiologist")
                .statusCode(200)
                .body("escalations[0].deliveries", hasSize(1))
                .body("escalations[0].deliveries[0].attempts", equalTo(4));
    }

    @Test
    void unacknowledgedRungClimbsUntilTheLadderEnds() {
        probe.publish(inference(1, critical("Mass")), Lane.ROUTINE);

        await().atMost(LONG_ENOUGH).until(() -> states().contains(State.EXHAUSTED));

        assertThat(onCall.alertsOf(study))
                .extracting(received -> received.alert().path("recipient").asText())
                .containsExactly("first", "second");
        assertThat(states())
                .containsExactly(
                        State.OPENED,
                        State.DELIVERED,
                        State.CLIMBED,
                        State.DELIVERED,
                        State.EXHAUSTED);
        assertThat(changes())
                .extracting(EscalationChanged::sequence)
                .containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void acknowledgementStopsTheLadderAndTheFirstOneCounts() {
        probe.publish(inference(1, critical("Mass"), critical("Pneumothorax")), Lane.URGENT);
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        changes().stream()
                                .anyMatch(c ->
                                        c.team().equals("patient-team")
                                                && c.state() == State.DELIVERED));
        String id =
                changes().stream()
                        .filter(c -> c.team().equals("patient-team"))
                        .findFirst()
                        .orElseThrow()
                        .escalationId();

        acknowledge(id, TestTokens.user("dr-house", "emergency-physician").token(), "{}")
                .statusCode(200)
                .body("state", equalTo("ACKNOWLEDGED"))
                .body("acknowledgedBy", equalTo("dr-house"))
                .body("$", not(org.hamcrest.Matchers.hasKey("findings")));
        acknowledge(id, TestTokens.of("radiologist"), "{}")
                .statusCode(200)
                .body("acknowledgedBy", equalTo("dr-house"));

        await().atMost(LONG_ENOUGH).until(() -> states().contains(State.ACKNOWLEDGED));
        await().atMost(LONG_ENOUGH).until(() -> states().contains(State.EXHAUSTED));
        assertThat(changes().stream().filter(c -> c.escalationId().equals(id)))
                .extracting(EscalationChanged::state)
                .containsExactly(State.OPENED, State.DELIVERED, State.ACKNOWLEDGED);
    }

    @Test
    void systemNamesTheCaregiverForWhomItAcknowledges() {
        probe.publish(inference(1, critical("Pneumothorax")), Lane.URGENT);
        await().atMost(LONG_ENOUGH).until(() -> !changes().isEmpty());
        String id = changes().getFirst().escalationId();
        String system = TestTokens.user("on-call-system", "service").token();

        acknowledge(id, system, "{}").statusCode(400);
        acknowledge(id, system, "{\"acknowledgedBy\":\"Dr. Grey\"}")
                .statusCode(200)
                .body("acknowledgedBy", equalTo("Dr. Grey"));
    }

    @Test
    void sameEventTwiceAndALaterRevisionAlertNobodyTwice() {
        InferenceCompleted first = inference(1, critical("Pneumothorax"));
        String eventId = probe.publish(first, Lane.URGENT);
        probe.publish(first, Lane.URGENT, eventId);
        probe.publish(inference(2, critical("Pneumothorax")), Lane.URGENT);
        probe.publish(inference(3, critical("Pneumothorax"), critical("Mass")), Lane.URGENT);

        await().atMost(LONG_ENOUGH)
                .until(() -> changes().stream().anyMatch(c -> c.label().equals("Mass")));

        assertThat(changes().stream().filter(c -> c.state() == State.OPENED))
                .extracting(EscalationChanged::label)
                .containsExactly("Pneumothorax", "Mass");
    }

    @Test
    void whatIsNotCriticalOpensNothing() {
        String marker = study + ".1";
        probe.publish(inference(1, finding("Effusion", Urgency.URGENT, true)), Lane.URGENT);
        probe.publish(inference(2, finding("Pneumothorax", Urgency.CRITICAL, false)), Lane.URGENT);
        probe.publish(inference(marker, 1, critical("Pneumothorax")), Lane.URGENT);

        await().atMost(LONG_ENOUGH)
                .until(() ->
                        probe.events(EventType.ESCALATION_CHANGED, EscalationChanged.class).stream()
                                .anyMatch(c -> c.studyInstanceUid().equals(marker)));

        assertThat(changes()).isEmpty();
    }

    @Test
    @Tag("E1")
    void onlyThoseWhomThePolicyNamesReadEscalations() {
        given().queryParam("study", study).get("/escalations").then().statusCode(401);
        escalations("technologist").statusCode(403);
        escalations("it-administrator").statusCode(403);
        escalations("radiologist")
                .statusCode(200)
                .body(not(containsString("MRN-7")))
                .body("escalations", hasSize(0));
        given().auth()
                .oauth2(TestTokens.user("x", "radiologist").audience("other").token())
                .get("/escalations")
                .then()
                .statusCode(401);
        given().auth()
                .oauth2(TestTokens.of("radiologist"))
                .queryParam("state", "nonsense")
                .get("/escalations")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    private io.restassured.response.ValidatableResponse escalations(String role) {
        return given().auth()
                .oauth2(TestTokens.of(role))
                .queryParam("study", study)
                .get("/escalations")
                .then();
    }

    private static io.restassured.response.ValidatableResponse acknowledge(
            String id, String token, String body) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(body)
                .post("/escalations/" + id + "/acknowledge")
                .then();
    }

    private List<State> states() {
        return changes().stream().map(EscalationChanged::state).toList();
    }

    private List<EscalationChanged> changes() {
        return probe.events(EventType.ESCALATION_CHANGED, EscalationChanged.class).stream()
                .filter(change -> change.studyInstanceUid().equals(study))
                .toList();
    }

    private InferenceCompleted inference(int revision, Finding... findings) {
        return inference(study, revision, findings);
    }

    private static InferenceCompleted inference(String study, int revision, Finding... findings) {
        ModelRun run =
                new ModelRun(
                        UUID.randomUUID().toString(),
                        "model",
                        "1",
                        "2.25.9",
                        "Radbridge",
                        "for tests",
                        null,
                        "2.25.8",
                        1,
                        List.of(findings),
                        1);
        return new InferenceCompleted(
                study,
                revision,
                new PatientIdentifier("issuer", "MRN-7"),
                null,
                Lane.URGENT,
                Urgency.CRITICAL,
                List.of(run),
                List.of(),
                Map.of(TimelineStep.INFERRED, Instant.now()));
    }

    private static Finding critical(String label) {
        return finding(label, Urgency.CRITICAL, true);
    }

    private static Finding finding(String label, Urgency urgency, boolean present) {
        return new Finding(label, label, List.of(), 0.9, 0.5, present, urgency, null, List.of());
    }
}
