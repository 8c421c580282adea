package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.EventJson;
import org.radbridge.dicom.data.Uid;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;

/** Rules explained and tried on what is stored. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@Tag("A6")
class RoutingIT {
    private final String study = Uid.create();
    private WebDoor administrator;
    private WebDoor technologist;

    @BeforeEach
    void storeARadiographOfALeg() {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        administrator = WebDoor.as("it-administrator", port);
        technologist = WebDoor.as("technologist", port);
        WebDoor.as("service", port).store(List.of(Samples.renewed(Samples.LEG_RADIOGRAPH, study)));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> technologist.get("/studies/" + study).body().contains("\"UNROUTED\""));
    }

    @Test
    void theExplanationNamesTheConditionThatKeptEachRuleFromMatching() {
        JsonNode explanation = json(administrator.get("/studies/" + study + "/routing"));

        assertThat(explanation.get("routing").get("models")).isEmpty();
        JsonNode byBodyPart = explanation.get("rules").get(0);
        assertThat(byBodyPart.get("name").asText()).isEqualTo("chest radiograph by body part");
        assertThat(byBodyPart.get("matches").asBoolean()).isFalse();
        JsonNode conditions = byBodyPart.get("series").get(0).get("conditions");
        assertThat(conditions.get(0).get("condition").asText()).isEqualTo("modality");
        assertThat(conditions.get(0).get("holds").asBoolean()).isTrue();
        assertThat(conditions.get(1).get("condition").asText()).isEqualTo("bodyPart");
        assertThat(conditions.get(1).get("holds").asBoolean()).isFalse();
        assertThat(technologist.get("/studies/" + study + "/routing").statusCode()).isEqualTo(403);
        assertThat(administrator.get("/studies/2.25.1/routing").statusCode()).isEqualTo(404);
    }

    @Test
    void aDryRunTellsWhichStudiesOtherRulesWouldRouteAndChangesNothing() {
        JsonNode result =
                json(
                        dryRun(
                                """
                                rules:
                                  - name: every radiograph
                                    model: fracture
                                    lane: urgent
                                    when: {modality: [CR, DX]}
                                """));

        assertThat(result.get("studies").asInt()).isPositive();
        assertThat(StreamSupport.stream(result.get("changes").spliterator(), false))
                .anySatisfy(change -> {
                    assertThat(change.get("studyInstanceUid").asText()).isEqualTo(study);
                    assertThat(change.get("now")).isEmpty();
                    assertThat(change.get("then").get(0).get("model").asText())
                            .isEqualTo("fracture");
                    assertThat(change.get("laneThen").asText()).isEqualTo("URGENT");
                });
        assertThat(technologist.get("/studies/" + study).body()).contains("\"UNROUTED\"");
    }

    @Test
    void aDryRunOfRulesWithAFaultNamesIt() {
        HttpResponse<String> response = dryRun("rules: [{name: a, model: m}]");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body())
                .contains("urn:radbridge:failure:settings-invalid")
                .contains("rule 'a' has no conditions");
    }

    private HttpResponse<String> dryRun(String yaml) {
        return administrator.post(
                "/routing/dry-run?studies=1000",
                "application/yaml",
                yaml.getBytes(StandardCharsets.UTF_8));
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
