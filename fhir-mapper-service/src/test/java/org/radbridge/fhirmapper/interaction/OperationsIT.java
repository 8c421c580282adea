package org.radbridge.fhirmapper.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.context.FhirContext;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.ResultPublished;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

/** {@code $validate} and {@code $everything}. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@Tag("C7")
class OperationsIT {
    private static final String URGENCY = "https://radbridge.org/fhir/StructureDefinition/urgency";

    MapperPeers peers;
    private final FhirClient ehr = FhirClient.as("integrator");
    private final String mrn = TestPatients.mrn();

    @Test
    void validateSaysAllThatIsWrongAndKeepsNothing() {
        Response good = validate("Patient/$validate", TestPatients.json(mrn));
        assertThat(good.statusCode()).isEqualTo(200);
        assertThat(errors(good)).isZero();
        Response bad =
                validate(
                        "Patient/$validate",
                        "{\"resourceType\":\"Patient\",\"gender\":\"purple\",\"shoe\":44}");
        assertThat(bad.statusCode()).isEqualTo(200);
        assertThat(errors(bad)).isGreaterThanOrEqualTo(2);
        assertThat(ehr.search("Patient", "identifier", mrn).getEntry()).isEmpty();
    }

    @Test
    void validateTakesParametersModesAndProfiles() {
        String parameters =
                "{\"resourceType\":\"Parameters\",\"parameter\":["
                        + "{\"name\":\"mode\",\"valueCode\":\"create\"},"
                        + "{\"name\":\"resource\",\"resource\":"
                        + TestPatients.json(mrn)
                        + "}]}";
        assertThat(errors(validate("Patient/$validate", parameters))).isZero();
        assertThat(
                        errors(
                                validate(
                                        "Patient/$validate?profile="
                                                + "http://hl7.org/fhir/StructureDefinition/Patient",
                                        TestPatients.json(mrn))))
                .isZero();
        assertThat(errors(validate("Patient/$validate?profile=" + URGENCY, TestPatients.json(mrn))))
                .isPositive();
        assertThat(
                        validate(
                                        "Patient/$validate?profile=http://nowhere.example/p",
                                        TestPatients.json(mrn))
                                .statusCode())
                .isEqualTo(422);
        assertThat(validate("Patient/$validate?mode=eat", TestPatients.json(mrn)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void validateJudgesWhatIsThere() {
        String id =
                ehr.request()
                        .contentType("application/fhir+json")
                        .body(TestPatients.json(mrn))
                        .post("/fhir/Patient")
                        .jsonPath()
                        .getString("id");
        assertThat(errors(validate("Patient/" + id + "/$validate", ""))).isZero();
        assertThat(errors(validate("Patient/" + id + "/$validate?mode=delete", ""))).isZero();
        assertThat(validate("Patient/nobody/$validate", "").statusCode()).isEqualTo(404);
        assertThat(
                        FhirClient.as("technologist")
                                .request()
                                .contentType("application/fhir+json")
                                .body(TestPatients.json(mrn))
                                .post("/fhir/Patient/$validate")
                                .statusCode())
                .isEqualTo(403);
    }

    @Test
    void everythingIsAPatientsRecordWithinWhatTheCallerMaySee() {
        TestStudy study = TestStudies.radiograph("MRN-" + UUID.randomUUID());
        InferenceCompleted result = TestResults.critical(study);
        try (EventProbe probe = EventProbe.connect()) {
            peers.archive(study);
            probe.publish(result, result.lane());
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            probe.events(EventType.RESULT_PUBLISHED, ResultPublished.class).stream()
                                    .anyMatch(e -> e.studyInstanceUid().equals(study.uid())));
        }
        String url = "/fhir/Patient/" + study.patient().key() + "/$everything";
        FhirClient radiologist = FhirClient.as("radiologist");

        List<Resource> all = pages(radiologist, url + "?_count=3");
        assertThat(all.getFirst().fhirType()).isEqualTo("Patient");
        assertThat(types(all))
                .contains(
                        "ImagingStudy",
                        "Observation",
                        "DiagnosticReport",
                        "Provenance",
                        "Task",
                        "Device",
                        "Endpoint");
        assertThat(all).extracting(r -> r.fhirType() + r.getIdPart()).doesNotHaveDuplicates();

        assertThat(types(pages(radiologist, url + "?_type=Observation,Task")))
                .containsExactlyInAnyOrder("Observation", "Task");
        assertThat(pages(radiologist, url + "?_since=2999-01-01")).isEmpty();
        assertThat(types(pages(FhirClient.as("resident"), url)))
                .containsExactlyInAnyOrder("Patient", "ImagingStudy");
        assertThat(types(pages(ehr, url))).containsExactly("Patient");
        assertThat(FhirClient.as("ward-staff").request().get(url).statusCode()).isEqualTo(403);
        assertThat(radiologist.request().get("/fhir/Patient/nobody/$everything").statusCode())
                .isEqualTo(404);
        assertThat(ehr.request().delete("/fhir/Patient/" + study.patient().key()).statusCode())
                .isEqualTo(409);
    }

    private static List<Resource> pages(FhirClient client, String url) {
        Bundle page = client.follow(url);
        List<Resource> all = new ArrayList<>(FhirClient.of(page, Resource.class));
        while (page.getLink("next") != null) {
            page = client.follow(page.getLink("next").getUrl());
            all.addAll(FhirClient.of(page, Resource.class));
        }
        return all;
    }

    private static Set<String> types(List<Resource> resources) {
        return resources.stream().map(Resource::fhirType).collect(Collectors.toSet());
    }

    private Response validate(String path, String body) {
        return ehr.request()
                .urlEncodingEnabled(false)
                .contentType("application/fhir+json")
                .body(body)
                .post("/fhir/" + path);
    }

    private static long errors(Response response) {
        return FhirContext.forR4Cached()
                .newJsonParser()
                .parseResource(OperationOutcome.class, response.asString())
                .getIssue()
                .stream()
                .filter(i ->
                        i.getSeverity() == IssueSeverity.ERROR
                                || i.getSeverity() == IssueSeverity.FATAL)
                .count();
    }
}
