package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.EventJson;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.InferenceFailed;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.ModelFailure;
import org.radbridge.contracts.ResultPublished;
import org.radbridge.contracts.RoutedModel;
import org.radbridge.contracts.StudyClosed;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.contracts.Urgency;
import org.radbridge.dicom.data.Uid;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@Tag("A5")
class StudyLifeIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    private final String study = Uid.create();
    private EventProbe probe;
    private int port;
    private WebDoor gateway;
    private WebDoor technologist;
    private WebDoor administrator;

    @BeforeEach
    void open() {
        probe = EventProbe.connect();
        port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        gateway = WebDoor.as("service", port);
        technologist = WebDoor.as("technologist", port);
        administrator = WebDoor.as("it-administrator", port);
    }

    @AfterEach
    void close() {
        probe.close();
    }

    @Test
    @Tag("A6")
    void aQuietStudyIsClosedWithItsRoutes() {
        gateway.store(Samples.headCt(study));

        StudyClosed closed = awaitClose(1);

        assertThat(closed.closeReason()).isEqualTo("quiet-timer");
        assertThat(closed.lane()).isEqualTo(Lane.ROUTINE);
        assertThat(closed.series())
                .singleElement()
                .satisfies(series -> {
                    assertThat(series.modality()).isEqualTo("CT");
                    assertThat(series.bodyPartExamined()).isEqualTo("HEAD");
                    assertThat(series.instances()).isEqualTo(8);
                    assertThat(series.sopClassUids()).containsExactly(Uid.CTImageStorage);
                });
        assertThat(closed.routes())
                .extracting(RoutedModel::model)
                .containsExactly("head_ct_haemorrhage_reference");
        assertThat(closed.stamps())
                .containsOnlyKeys(
                        TimelineStep.FIRST_INSTANCE, TimelineStep.CLOSED, TimelineStep.ROUTED);
        assertThat(
                        Duration.between(
                                closed.stamps().get(TimelineStep.FIRST_INSTANCE),
                                closed.stamps().get(TimelineStep.CLOSED)))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(status().get("progress").asText()).isEqualTo("ROUTED");
    }

    @Test
    void aLateInstanceReopensTheStudyAndItsNextCloseIsAnotherRevision() {
        List<byte[]> files = Samples.headCt(study);
        gateway.store(files.subList(0, 7));
        awaitClose(1);

        gateway.store(files.subList(7, 8));

        assertThat(status().get("state").asText()).isEqualTo("OPEN");
        assertThat(status().get("revision").asInt()).isEqualTo(2);
        StudyClosed second = awaitClose(2);
        assertThat(second.revision()).isEqualTo(2);
        assertThat(second.series().getFirst().instances()).isEqualTo(8);
    }

    @Test
    void storingAgainDoesNotReopenAClosedStudy() {
        List<byte[]> files = Samples.headCt(study);
        gateway.store(files);
        awaitClose(1);

        gateway.store(files);

        assertThat(status().get("state").asText()).isEqualTo("CLOSED");
        assertThat(status().get("revision").asInt()).isEqualTo(1);
    }

    @Test
    void aCallerMayCloseAStudyAtOnce() {
        gateway.store(Samples.headCt(study));

        HttpResponse<String> response =
                gateway.post("/studies/" + study + "/close", "application/json", new byte[0]);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(json(response).get("closeReason").asText()).isEqualTo("explicit");
        assertThat(awaitClose(1).closeReason()).isEqualTo("explicit");
        assertThat(
                        technologist
                                .post(
                                        "/studies/" + study + "/close",
                                        "application/json",
                                        new byte[0])
                                .statusCode())
                .isEqualTo(403);
    }

    @Test
    @Tag("A6")
    void aStudyThatNoRuleRoutesIsListedAndCanBeRoutedAgain() {
        gateway.store(List.of(Samples.renewed(Samples.LEG_RADIOGRAPH, study)));

        assertThat(awaitClose(1).routes()).isEmpty();

        JsonNode unrouted = json(administrator.get("/studies/unrouted?limit=1000"));
        assertThat(StreamSupport.stream(unrouted.spliterator(), false))
                .anyMatch(entry -> entry.get("studyInstanceUid").asText().equals(study));
        HttpResponse<String> again =
                administrator.post(
                        "/studies/" + study + "/reroute", "application/json", new byte[0]);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("urn:radbridge:failure:no-rule-matches");
    }

    @Test
    @Tag("A6")
    void aRoutedStudyThatIsRoutedAgainSupersedesItsLastRevision() {
        gateway.store(List.of(Samples.renewed(Samples.CHEST_RADIOGRAPH, study)));
        awaitClose(1);

        administrator.post("/studies/" + study + "/reroute", "application/json", new byte[0]);

        StudyClosed second = awaitClose(2);
        assertThat(second.closeReason()).isEqualTo("rerouted");
        assertThat(second.routes())
                .extracting(RoutedModel::model)
                .containsExactly("chest_radiograph_reference");
    }

    @Test
    void theTimelineTakesTheStampsOfTheOtherServicesAndTheFirstOneCounts() {
        gateway.store(Samples.headCt(study));
        Instant closed = awaitClose(1).stamps().get(TimelineStep.CLOSED);
        Instant visible = closed.plusMillis(1500);

        publishVisible(visible);
        publishVisible(visible.plusSeconds(60));
        probe.publish(
                new InferenceFailed(
                        study,
                        1,
                        List.of(new ModelFailure("m", "model-missing", "not in the repository")),
                        Map.of()),
                Lane.ROUTINE);

        await().atMost(LONG_ENOUGH)
                .untilAsserted(() ->
                        assertThat(status().get("failures").toString()).contains("model-missing"));
        JsonNode timeline = json(technologist.get("/studies/" + study + "/timeline"));
        assertThat(timeline.get("study").get("progress").asText()).isEqualTo("FAILED");
        assertThat(timeline.get("study").get("closeReason").asText()).isEqualTo("quiet-timer");
        JsonNode last = timeline.get("steps").get(timeline.get("steps").size() - 1);
        assertThat(last.get("step").asText()).isEqualTo("FHIR_VISIBLE");
        assertThat(last.get("sinceCloseMillis").asLong()).isEqualTo(1500);
        assertThat(technologist.get("/q/metrics").body())
                .contains("radbridge_study_step_seconds_bucket{step=\"fhir_visible\"");
    }

    private void publishVisible(Instant at) {
        probe.publish(
                new ResultPublished(
                        study,
                        1,
                        Lane.ROUTINE,
                        Urgency.ROUTINE,
                        "report-1",
                        null,
                        Map.of(TimelineStep.FHIR_VISIBLE, at)),
                Lane.ROUTINE);
    }

    @Test
    @Tag("E4")
    void whetherThereWasAnAlertIsHiddenFromWhoSeesNoAlerts() {
        gateway.store(Samples.headCt(study));
        Instant closed = awaitClose(1).stamps().get(TimelineStep.CLOSED);
        probe.publish(
                new ResultPublished(
                        study,
                        1,
                        Lane.URGENT,
                        Urgency.CRITICAL,
                        "report-1",
                        null,
                        Map.of(TimelineStep.ALERT_DELIVERED, closed.plusSeconds(2))),
                Lane.URGENT);

        WebDoor radiologist = WebDoor.as("radiologist", port);
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        radiologist
                                .get("/studies/" + study + "/timeline")
                                .body()
                                .contains("ALERT_DELIVERED"));
        assertThat(technologist.get("/studies/" + study + "/timeline").body())
                .contains("CLOSED")
                .doesNotContain("ALERT_DELIVERED");
    }

    private StudyClosed awaitClose(int revision) {
        await().atMost(LONG_ENOUGH).until(() -> closes().size() >= revision);
        return closes().get(revision - 1);
    }

    private List<StudyClosed> closes() {
        return probe.events(EventType.STUDY_CLOSED, StudyClosed.class).stream()
                .filter(event -> event.studyInstanceUid().equals(study))
                .toList();
    }

    private JsonNode status() {
        return json(technologist.get("/studies/" + study));
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        try {
            return EventJson.mapper().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
