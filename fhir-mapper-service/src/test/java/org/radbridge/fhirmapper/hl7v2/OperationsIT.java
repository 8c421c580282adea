package org.radbridge.fhirmapper.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.dicom.data.Uid;
import org.radbridge.fhirmapper.hl7v2.inbound.InboundDoor;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.HapiSender;
import org.radbridge.fhirmapper.testing.Hl7v2Samples;
import org.radbridge.fhirmapper.testing.Hospital;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@QuarkusTestResource(Hospital.class)
class OperationsIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Inject InboundDoor door;
    MapperPeers peers;
    private final FhirClient radiologist = FhirClient.as("radiologist");
    private final FhirClient operator = FhirClient.as("it-administrator");
    private final String mrn = "MRN-" + UUID.randomUUID();
    private final PatientIdentifier patient = new PatientIdentifier("FED", mrn);
    private final TestStudy study = new TestStudy(Uid.create(), patient, "DX", "CHEST", 1);
    private HapiSender hospital;
    private EventProbe probe;

    @BeforeEach
    void connect() {
        hospital = new HapiSender(door.port().orElseThrow());
        probe = EventProbe.connect();
        peers.archive(study);
    }

    @AfterEach
    void disconnect() {
        hospital.close();
        probe.close();
    }

    @Test
    @Tag("F1")
    @Tag("G4")
    void aResultOfAPatientWhomTheFeedHasNotToldOfWaitsVisiblyAndThenJoins() {
        publish();
        await().atMost(LONG_ENOUGH).until(() -> waiting().contains(study.uid()));
        assertThat(reportStatus()).isEqualTo(404);
        await().atMost(LONG_ENOUGH).until(() -> metric("radbridge_results_waiting") >= 1);

        hospital.send(
                Hl7v2Samples.adt(
                        "A01", mrn, "FED", Hl7v2Samples.controlId(), NOON, "Told^Jane", "1"));
        await().atMost(LONG_ENOUGH).until(() -> reportStatus() == 200);
        assertThat(waiting()).doesNotContain(study.uid());
        Patient told = radiologist.read(Patient.class, patient.key());
        assertThat(told.getNameFirstRep().getFamily()).isEqualTo("Told");
    }

    @Test
    @Tag("F1")
    void anOperatorLetsAWaitingResultGoOn() {
        publish();
        await().atMost(LONG_ENOUGH).until(() -> waiting().contains(study.uid()));
        operator.request()
                .post("/operations/waiting-results/" + study.uid() + "/release")
                .then()
                .statusCode(202);
        await().atMost(LONG_ENOUGH).until(() -> reportStatus() == 200);
        assertThat(
                        radiologist
                                .read(
                                        DiagnosticReport.class,
                                        ResourceIds.diagnosticReport(study.uid()))
                                .getSubject()
                                .getReference())
                .isEqualTo("Patient/" + patient.key());
        operator.request()
                .post("/operations/waiting-results/" + study.uid() + "/release")
                .then()
                .statusCode(404);
    }

    @Test
    @Tag("F1")
    @Tag("G4")
    void whatWasRefusedIsListedWithoutThePatientAndReadAgainOnDemand() {
        String controlId = Hl7v2Samples.controlId();
        hospital.send(Hl7v2Samples.adt("A60", mrn, controlId, NOON));
        List<Map<String, Object>> refused =
                operator.request().get("/operations/hl7v2/inbound").jsonPath().getList("");
        Map<String, Object> ours =
                refused.stream()
                        .filter(m -> controlId.equals(m.get("controlId")))
                        .findFirst()
                        .orElseThrow();
        assertThat(ours)
                .containsEntry("kind", "ADT^A60")
                .containsEntry("feed", "adt")
                .containsEntry("failureId", "hl7v2-unsupported");
        assertThat(ours.toString()).doesNotContain(mrn);
        operator.request()
                .post("/operations/hl7v2/inbound/" + ours.get("id") + "/retry")
                .then()
                .statusCode(409);
    }

    @Test
    @Tag("E1")
    void nobodyButAnOperatorSeesMessages() {
        for (String path :
                List.of(
                        "/operations/hl7v2/inbound",
                        "/operations/hl7v2/feeds",
                        "/operations/waiting-results")) {
            radiologist.request().get(path).then().statusCode(403);
            RestAssured.get(path).then().statusCode(401);
        }
    }

    @Test
    @Tag("F1")
    @Tag("G4")
    void aFeedThatFallsSilentRaisesAnAlarmThatEndsWhenItSpeaks() {
        await().atMost(LONG_ENOUGH).until(() -> silent("quiet"));
        assertThat(metric("radbridge_hl7v2_feed_silent{feed=\"quiet\"}")).isEqualTo(1);
        assertThat(RestAssured.get("/q/health/well").asString()).contains("\"quiet\": \"silent\"");
        RestAssured.get("/q/health/ready").then().statusCode(200);

        hospital.send(
                Hl7v2Samples.adt("A08", mrn, Hl7v2Samples.controlId(), NOON)
                        .replace("|ADTSYS|", "|QUIET|"));
        await().atMost(LONG_ENOUGH).until(() -> !silent("quiet"));
        await().atMost(LONG_ENOUGH).until(() -> silent("quiet"));
    }

    private void publish() {
        InferenceCompleted event = TestResults.critical(study);
        probe.publish(event, event.lane());
    }

    private boolean silent(String feed) {
        List<Map<String, Object>> feeds =
                operator.request().get("/operations/hl7v2/feeds").jsonPath().getList("");
        return feeds.stream()
                .filter(state -> feed.equals(state.get("feed")))
                .anyMatch(state -> Boolean.TRUE.equals(state.get("silent")));
    }

    private List<String> waiting() {
        return operator.request()
                .get("/operations/waiting-results")
                .jsonPath()
                .getList("studyInstanceUid");
    }

    private int reportStatus() {
        return radiologist
                .request()
                .get("/fhir/DiagnosticReport/" + ResourceIds.diagnosticReport(study.uid()))
                .statusCode();
    }

    private static double metric(String name) {
        return RestAssured.get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(-1);
    }
}
