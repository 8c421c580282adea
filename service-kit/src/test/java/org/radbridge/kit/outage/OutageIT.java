package org.radbridge.kit.outage;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.Lane;
import org.radbridge.kit.TestEffects;
import org.radbridge.kit.TestEvents;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.testing.EventProbe;
import org.radbridge.kit.testing.TestIssuer;
import org.radbridge.kit.testing.TestTokens;
import org.radbridge.kit.work.WorkQueue;
import org.radbridge.kit.work.WorkRequest;

@QuarkusTest
@QuarkusTestResource(value = OutageResource.class, restrictToAnnotatedClass = true)
class OutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Inject TestEffects effects;
    @Inject Database database;
    @Inject WorkQueue queue;

    @ConfigProperty(name = "test.proxy.control", defaultValue = "none")
    String control;

    @ConfigProperty(name = "radbridge.oidc.issuer")
    String issuer;

    @AfterEach
    void databaseIsBack() {
        database("up");
    }

    @Test
    @Tag("D7")
    void eventsAndWorkOfADatabaseOutageAreDoneOnceAfterItAndNothingIsParked() {
        List<String> studies = new ArrayList<>();
        try (EventProbe probe = EventProbe.connect()) {
            studies.add(publish(probe));
            await().atMost(PATIENCE).until(() -> effects.of(studies.getFirst()).size() == 1);
            String due = UUID.randomUUID().toString();
            database.inTransaction(session ->
                            queue.enqueue(
                                    session,
                                    WorkRequest.of("scripted", due, due, Map.of())
                                            .dueAt(Instant.now().plusSeconds(1))))
                    .await()
                    .atMost(PATIENCE);
            database("down");
            for (int i = 0; i < 20; i++) {
                studies.add(publish(probe));
            }
            await().atMost(PATIENCE)
                    .until(() -> given().get("/q/health/ready").statusCode() == 503);
            // Longer than all of an event's attempts would take while the database answers.
            await().pollDelay(Duration.ofSeconds(12))
                    .atMost(PATIENCE)
                    .until(() -> given().get("/q/health/ready").statusCode() == 503);
            database("up");
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(studies)
                                    .allSatisfy(s -> assertThat(effects.of(s)).hasSize(1)));
            await().atMost(PATIENCE).until(() -> effects.of(due).size() == 1);
            assertThat(
                            effects.count(
                                    "SELECT count(*) FROM kit_parked_event WHERE failure_id ="
                                            + " 'event-failed'"))
                    .isZero();
        }
    }

    @Test
    @Tag("E1")
    void untilTheIssuerIsThereTokensAreNotJudgedAndTheServiceRuns() {
        given().get("/q/health/live").then().statusCode(200);
        given().get("/operations/parked").then().statusCode(401);
        try (TestIssuer elsewhere = TestIssuer.start()) {
            String token =
                    TestTokens.signedBy(elsewhere, "it", "it-administrator")
                            .with("iss", issuer)
                            .token();
            given().auth()
                    .oauth2(token)
                    .get("/operations/parked")
                    .then()
                    .statusCode(503)
                    .body("type", equalTo("urn:radbridge:failure:issuer-unreachable"));
        }
        try (TestIssuer arrived = TestIssuer.start(URI.create(issuer).getPort())) {
            assertThat(arrived.issuer()).isEqualTo(issuer);
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            given().auth()
                                    .oauth2(TestTokens.of("it-administrator"))
                                    .get("/operations/parked")
                                    .then()
                                    .statusCode(200));
        }
    }

    private static String publish(EventProbe probe) {
        String study = TestEvents.uid();
        probe.publish(TestEvents.studyClosed(study, "quiet-timer"), Lane.ROUTINE);
        return study;
    }

    private void database(String state) {
        given().post(control + "/" + state).then().statusCode(204);
    }
}
