package org.radbridge.fhirmapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.EventJson;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.FhirJudge;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

@Tag("C11")
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
class BulkExportIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    MapperPeers peers;
    private EventProbe probe;
    private final FhirClient archivist = FhirClient.as("archivist");
    private final TestStudy study = TestStudies.radiograph("MRN-" + UUID.randomUUID());
    private final String report = ResourceIds.diagnosticReport(study.uid());

    @BeforeEach
    void aResultIsShown() {
        probe = EventProbe.connect();
        show(study);
    }

    @AfterEach
    void disconnect() {
        probe.close();
    }

    @Test
    void anExportHoldsEveryResourceOfItsTypesAndNothingOfAfterItsInstant() {
        String status = begin("/fhir/$export?_type=Patient,DiagnosticReport");
        TestStudy late = TestStudies.radiograph("MRN-" + UUID.randomUUID());
        show(late);

        Map<String, String> files = ready(status);
        assertThat(files.keySet()).containsExactlyInAnyOrder("Patient", "DiagnosticReport");
        List<Map<String, Object>> reports = lines(files.get("DiagnosticReport"));
        assertThat(reports)
                .extracting(r -> r.get("id"))
                .contains(report)
                .doesNotContain(ResourceIds.diagnosticReport(late.uid()))
                .doesNotHaveDuplicates();
        assertThat(reports)
                .filteredOn(r -> report.equals(r.get("id")))
                .containsExactly(archivist.json("DiagnosticReport", report));
        assertThat(lines(files.get("Patient")))
                .extracting(p -> p.get("id"))
                .contains(study.patient().key());
    }

    @Test
    void sinceNamesWhatWasChangedAfter() {
        String status =
                begin("/fhir/Patient/$export?_type=DiagnosticReport&_since=" + Instant.now());
        assertThat(ready(status)).isEmpty();
    }

    @Test
    void aGroupsExportHoldsItsPatientsOnly() {
        TestStudy other = TestStudies.radiograph("MRN-" + UUID.randomUUID());
        show(other);
        Response group =
                FhirClient.as("integrator")
                        .request()
                        .contentType("application/fhir+json")
                        .body(
                                """
                                {"resourceType":"Group","type":"person","actual":true,
                                 "member":[{"entity":{"reference":"Patient/%s"}}]}
                                """
                                        .formatted(study.patient().key()))
                        .post("/fhir/Group");
        assertThat(group.statusCode()).as(group.asString()).isEqualTo(201);
        assertThat(FhirJudge.instance().errors(group.asString())).isEmpty();

        String id = group.jsonPath().getString("id");
        Map<String, String> files = ready(begin("/fhir/Group/" + id + "/$export"));
        assertThat(lines(files.get("Patient")))
                .extracting(p -> p.get("id"))
                .containsExactly(study.patient().key());
        assertThat(lines(files.get("DiagnosticReport")))
                .extracting(r -> r.get("id"))
                .containsExactly(report);
        assertThat(files).doesNotContainKey("Device");
    }

    @Test
    @Tag("E1")
    void anExportBelongsToWhoAskedForItAndHoldsWhatTheyMaySee() {
        String status = begin("/fhir/$export?_type=Patient");
        assertThat(FhirClient.as("integrator").request().get(status).statusCode()).isEqualTo(404);
        assertThat(start(FhirClient.as("radiologist"), "/fhir/$export").statusCode())
                .isEqualTo(403);
        assertThat(
                        start(FhirClient.as("integrator"), "/fhir/$export?_type=Observation")
                                .statusCode())
                .isEqualTo(403);
        String file = ready(status).get("Patient");
        assertThat(FhirClient.as("integrator").request().get(file).statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsNotUnderstoodIsSaid() {
        assertThat(archivist.request().urlEncodingEnabled(false).get("/fhir/$export").statusCode())
                .isEqualTo(400);
        Response format = start(archivist, "/fhir/$export?_outputFormat=text/csv");
        assertThat(format.statusCode()).isEqualTo(400);
        assertThat(format.asString()).contains("bulk-format", "OperationOutcome");
        assertThat(start(archivist, "/fhir/$export?_type=Basic").statusCode()).isEqualTo(400);
        assertThat(start(archivist, "/fhir/$export?_elements=id").statusCode()).isEqualTo(400);
    }

    @Test
    void aCancelledExportIsNoMore() {
        String status = begin("/fhir/$export?_type=Patient");
        String file = ready(status).get("Patient");
        assertThat(archivist.request().delete(status).statusCode()).isEqualTo(202);
        assertThat(archivist.request().get(status).statusCode()).isEqualTo(404);
        assertThat(archivist.request().get(file).statusCode()).isEqualTo(404);
    }

    private void show(TestStudy shown) {
        peers.archive(shown);
        InferenceCompleted event = TestResults.critical(shown);
        probe.publish(event, event.lane());
        String id = ResourceIds.diagnosticReport(shown.uid());
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        archivist.request().get("/fhir/DiagnosticReport/" + id).statusCode()
                                == 200);
    }

    private static Response start(FhirClient as, String path) {
        return as.request().urlEncodingEnabled(false).header("Prefer", "respond-async").get(path);
    }

    /** The path of the export's status. */
    private String begin(String path) {
        Response response = start(archivist, path);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(202);
        return path(response.header("Content-Location"));
    }

    /** The paths of the export's files, by type. */
    private Map<String, String> ready(String status) {
        await().atMost(LONG_ENOUGH).until(() -> status(status).statusCode() == 200);
        Response manifest = status(status);
        assertThat(manifest.jsonPath().getBoolean("requiresAccessToken")).isTrue();
        List<Map<String, Object>> output = manifest.jsonPath().getList("output");
        return output.stream()
                .collect(
                        Collectors.toMap(
                                file -> (String) file.get("type"),
                                file -> path((String) file.get("url"))));
    }

    private Response status(String path) {
        return archivist.request().urlEncodingEnabled(false).get(path);
    }

    private List<Map<String, Object>> lines(String path) {
        Response file = archivist.request().urlEncodingEnabled(false).get(path);
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.contentType()).startsWith("application/fhir+ndjson");
        return file.asString().lines().map(BulkExportIT::json).toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(String line) {
        try {
            return EventJson.mapper().readValue(line, Map.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static String path(String url) {
        return url.substring(url.indexOf("/fhir/"));
    }
}
