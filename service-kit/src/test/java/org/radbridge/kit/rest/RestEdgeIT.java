package org.radbridge.kit.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.EventType;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;
import org.radbridge.kit.testing.TestTokens;
import org.radbridge.kit.token.ServiceTokens;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
class RestEdgeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PATH = "/operations/parked";

    @Inject ServiceTokens serviceTokens;

    @Test
    @Tag("E1")
    void withoutATokenIs401WithAChallengeAndAProblem() {
        problem(given().get(PATH).then(), 401, "unauthenticated")
                .header("WWW-Authenticate", startsWith("Bearer"));
    }

    @Test
    @Tag("E1")
    void tokensForOthersExpiredForgedOrWithoutMeaningAre401() {
        unauthenticated(TestTokens.user("it", "it-administrator").audience("other-app").token());
        unauthenticated(TestTokens.user("it", "it-administrator").expiresIn(-60).token());
        unauthenticated(
                TestTokens.user("it", "it-administrator").with("iss", "http://elsewhere").token());
        String good = TestTokens.of("it-administrator");
        unauthenticated(good.substring(0, good.lastIndexOf('.') + 1) + "AAAA");
        unauthenticated("nonsense");
    }

    @Test
    @Tag("E4")
    @Tag("E5")
    void aRoleOutsideThePolicyIs403AndTheRefusalIsOnRecord() {
        String name = "curious-" + System.nanoTime();
        try (EventProbe probe = EventProbe.connect()) {
            problem(
                    given().auth()
                            .oauth2(TestTokens.user(name, "technologist").token())
                            .get(PATH)
                            .then(),
                    403,
                    "forbidden");
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(probe.events(EventType.AUDIT_RECORDED, AuditRecorded.class))
                                    .filteredOn(e -> e.userName().equals(name))
                                    .singleElement()
                                    .satisfies(e -> {
                                        assertThat(e.outcome())
                                                .isEqualTo(AuditRecorded.Outcome.REFUSED);
                                        assertThat(e.resource()).isEqualTo("operations");
                                        assertThat(e.roles()).containsExactly("technologist");
                                        assertThat(e.failureId()).isEqualTo("forbidden");
                                        assertThat(e.sourceAddress()).isNotNull();
                                    }));
        }
    }

    @Test
    @Tag("H7")
    void theTraceOfARequestGoesOnInTheEventsThatItCauses() {
        String traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
        try (EventProbe probe = EventProbe.connect()) {
            given().auth()
                    .oauth2(TestTokens.of("it-administrator"))
                    .header("traceparent", "00-" + traceId + "-00f067aa0ba902b7-01")
                    .get(PATH)
                    .then()
                    .statusCode(200);
            await().atMost(PATIENCE)
                    .until(() ->
                            probe.received().stream()
                                    .map(r -> r.headers().getOrDefault("traceparent", ""))
                                    .anyMatch(header -> header.contains(traceId)));
        }
    }

    @Test
    void aPathThatIsNotThereIs404() {
        given().auth()
                .oauth2(TestTokens.of("it-administrator"))
                .get("/operations/nothing")
                .then()
                .statusCode(404);
    }

    @Test
    void anIdThatIsNotAnIdIsTheCallersFault() {
        given().auth()
                .oauth2(TestTokens.of("it-administrator"))
                .post("/operations/parked/{id}/retry", "x")
                .then()
                .statusCode(404);
    }

    @Test
    @Tag("H7")
    void healthAndMetricsNeedNoTokenAndShowTheFlow() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
        given().get("/q/health/live").then().statusCode(200);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        given().get("/q/metrics")
                                .then()
                                .statusCode(200)
                                .body(containsString("radbridge_outbox_waiting"))
                                .body(containsString("radbridge_outbox_oldest_seconds"))
                                .body(containsString("radbridge_events_parked")));
    }

    @Test
    void theServiceGetsTokensOfItsOwnAndKeepsThem() {
        String token = serviceTokens.get().await().atMost(PATIENCE);
        assertThat(serviceTokens.get().await().atMost(PATIENCE)).isEqualTo(token);
        problem(given().auth().oauth2(token).get(PATH).then(), 403, "forbidden");
    }

    private static void unauthenticated(String token) {
        problem(given().auth().oauth2(token).get(PATH).then(), 401, "unauthenticated");
    }

    private static ValidatableResponse problem(
            ValidatableResponse response, int status, String failureId) {
        return response.statusCode(status)
                .contentType(startsWith("application/problem+json"))
                .body("type", equalTo("urn:radbridge:failure:" + failureId))
                .body("status", equalTo(status))
                .body("title", notNullValue())
                .body("instance", startsWith("urn:uuid:"));
    }
}
