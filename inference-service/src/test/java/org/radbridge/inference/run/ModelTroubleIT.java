package org.radbridge.inference.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.InferenceFailed;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.ModelFailure;
import org.radbridge.contracts.ModelRun;
import org.radbridge.contracts.StudyClosed;
import org.radbridge.inference.testing.ClosedStudies;
import org.radbridge.inference.testing.InferenceParts;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;
import org.radbridge.kit.testing.TestTokens;
import org.radbridge.phantoms.PhantomStudy;

/** Models that are missing, are not what their card says, or are not to be shown. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(InferenceParts.class)
@Tag("B1")
class ModelTroubleIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
    void aMissingModelParksTheStudyUntilTheModelIsThereAndAnOperatorSendsItAgain()
            throws IOException {
        StudyClosed closed = normalChest("missing", "chest_of_tomorrow");
        probe.publish(closed, Lane.ROUTINE);

        await().atMost(PATIENCE).until(() -> !failed(closed).isEmpty());
        assertThat(failed(closed).getFirst().failures())
                .extracting(ModelFailure::model, ModelFailure::failureId)
                .containsExactly(tuple("chest_of_tomorrow", "model-missing"));
        String parked =
                given().auth()
                        .oauth2(TestTokens.of("it-administrator"))
                        .get("/operations/parked")
                        .path("find { it.key == '%s' }.id".formatted(closed.studyInstanceUid()));

        InferenceParts.addModel("chest_of_tomorrow", ClosedStudies.CHEST, Map.of());
        restartServer();
        given().auth()
                .oauth2(TestTokens.of("it-administrator"))
                .post("/operations/parked/" + parked + "/retry")
                .then()
                .statusCode(202);

        await().atMost(PATIENCE).until(() -> !completed(closed).isEmpty());
        assertThat(completed(closed).getFirst().runs())
                .extracting(ModelRun::model)
                .containsExactly("chest_of_tomorrow");
    }

    @Test
    void aModelThatIsNotWhatItsCardSaysIsRefusedAndTheOthersRun() throws IOException {
        InferenceParts.addModel(
                "chest_mislabelled",
                ClosedStudies.CHEST,
                Map.of(
                        "shape: [-1, 1, 128, 128]", "shape: [-1, 1, 64, 64]",
                        "height: 128", "height: 64",
                        "width: 128", "width: 64"));
        restartServer();
        StudyClosed closed = normalChest("refused", "chest_mislabelled", ClosedStudies.CHEST);
        probe.publish(closed, Lane.ROUTINE);

        await().atMost(PATIENCE).until(() -> !completed(closed).isEmpty());
        InferenceCompleted event = completed(closed).getFirst();
        assertThat(event.runs()).extracting(ModelRun::model).containsExactly(ClosedStudies.CHEST);
        assertThat(event.failures())
                .extracting(ModelFailure::failureId)
                .containsExactly("model-refused");
        assertThat(event.failures().getFirst().detail())
                .contains("input 'image' has shape [-1, 1, 128, 128], not [-1, 1, 64, 64]");
        given().auth()
                .oauth2(TestTokens.of("it-administrator"))
                .get("/models")
                .then()
                .statusCode(200)
                .body("servers.collect { it.value }", equalTo(List.of(true)))
                .body(
                        "models.find { it.name == 'chest_mislabelled' }.servers.collect { it.value }",
                        equalTo(List.of("refused")))
                .body(
                        "models.find { it.name == '%s' }.servers.collect { it.value }"
                                .formatted(ClosedStudies.CHEST),
                        equalTo(List.of("served")))
                .body(
                        "models.find { it.name == '%s' }.card.governance"
                                .formatted(ClosedStudies.CHEST),
                        equalTo("ADVISORY"));
        given().get("/q/health/well")
                .then()
                .statusCode(503)
                .body(containsString("input 'image' has shape"));
        given().get("/q/health/ready").then().statusCode(200);
        given().auth().oauth2(TestTokens.of("radiologist")).get("/models").then().statusCode(403);
    }

    @Test
    @Tag("B11")
    void aShadowModelIsRecordedButNotTold() throws IOException {
        InferenceParts.addModel(
                "chest_in_shadow", ClosedStudies.CHEST, Map.of("state: advisory", "state: shadow"));
        restartServer();
        StudyClosed closed = normalChest("shadow", "chest_in_shadow", ClosedStudies.CHEST);
        probe.publish(closed, Lane.ROUTINE);

        await().atMost(PATIENCE).until(() -> !completed(closed).isEmpty());
        assertThat(completed(closed).getFirst().runs())
                .extracting(ModelRun::model)
                .containsExactly(ClosedStudies.CHEST);
        given().auth()
                .oauth2(TestTokens.of("radiologist"))
                .get("/inference-runs?study=" + closed.studyInstanceUid())
                .then()
                .body("governance", equalTo(List.of("SHADOW", "ADVISORY")));
    }

    private static void restartServer() {
        InferenceParts.server().stop(Duration.ofSeconds(10));
        InferenceParts.server().launch();
        InferenceParts.server().awaitHealthy();
        await().atMost(PATIENCE)
                .until(() ->
                        given().auth()
                                .oauth2(TestTokens.of("it-administrator"))
                                .get("/models")
                                .path("servers.values().every { it }"));
    }

    private static StudyClosed normalChest(String salt, String... models) throws IOException {
        return ClosedStudies.of(PhantomStudy.chest(3).salted(salt), Lane.ROUTINE, 1, models);
    }

    private List<InferenceCompleted> completed(StudyClosed closed) {
        return probe.events(EventType.INFERENCE_COMPLETED, InferenceCompleted.class).stream()
                .filter(event -> event.studyInstanceUid().equals(closed.studyInstanceUid()))
                .toList();
    }

    private List<InferenceFailed> failed(StudyClosed closed) {
        return probe.events(EventType.INFERENCE_FAILED, InferenceFailed.class).stream()
                .filter(event -> event.studyInstanceUid().equals(closed.studyInstanceUid()))
                .toList();
    }
}
