package org.radbridge.fhirmapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.ResultPublished;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.FhirJudge;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;
import org.radbridge.kit.testing.TestTokens;

/** Who sees what of a result that no radiologist has signed yet. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@Tag("E1")
@Tag("E4")
class AccessIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final Set<String> ALWAYS = Set.of("resourceType", "id", "meta");

    MapperPeers peers;
    private EventProbe probe;
    private final TestStudy study = TestStudies.radiograph("MRN-" + UUID.randomUUID());
    private final InferenceCompleted result = TestResults.critical(study);
    private final String report = ResourceIds.diagnosticReport(study.uid());

    @BeforeEach
    void publish() {
        probe = EventProbe.connect();
        peers.archive(study);
        probe.publish(result, result.lane());
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        probe.events(EventType.RESULT_PUBLISHED, ResultPublished.class).stream()
                                .anyMatch(e -> e.studyInstanceUid().equals(study.uid())));
    }

    @AfterEach
    void disconnect() {
        probe.close();
    }

    @Test
    void anEmergencyPhysicianSeesUrgencyAndPrimaryFindingOnly() {
        FhirClient physician = FhirClient.as("emergency-physician");

        Map<String, Object> seen = physician.json("DiagnosticReport", report);
        assertThat(withoutAlways(seen))
                .isSubsetOf(
                        "identifier",
                        "status",
                        "code",
                        "subject",
                        "effectiveDateTime",
                        "issued",
                        "extension",
                        "conclusionCode")
                .contains("extension", "conclusionCode");
        assertThat(seen.get("meta").toString()).contains("SUBSETTED").doesNotContain("AIAST");

        List<Observation> observations =
                FhirClient.of(
                        physician.search(
                                "Observation", "patient", "Patient/" + study.patient().key()),
                        Observation.class);
        assertThat(observations)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.getCode().getText()).isEqualTo("Pneumothorax");
                    assertThat(finding.getComponent()).isEmpty();
                    assertThat(finding.getDevice().isEmpty()).isTrue();
                    assertThat(finding.getFocus()).isEmpty();
                });
        String effusion =
                ResourceIds.observation(study.uid(), result.runs().getFirst(), "Effusion");
        fails(physician.request().get("/fhir/Observation/" + effusion), 404, IssueType.NOTFOUND);
        fails(
                physician.request().get("/fhir/Observation/" + effusion + "/_history/1"),
                404,
                IssueType.NOTFOUND);
        fails(
                physician.request().get("/fhir/Patient/" + study.patient().key()),
                403,
                IssueType.FORBIDDEN);
    }

    @Test
    void aSearchByWhatIsWithheldIsRefusedRatherThanAnswered() {
        FhirClient physician = FhirClient.as("emergency-physician");
        for (String parameter :
                List.of(
                        "result=Observation/1",
                        "result.code=36118008",
                        "imagingStudy.modality=DX",
                        "_include=DiagnosticReport:result",
                        "_revinclude=Provenance:target",
                        "_has:Provenance:target:recorded=gt2020",
                        "_has:Observation:focus:component-code=confidence",
                        "subject.name=Doe",
                        "_security=AIAST",
                        "based-on=1")) {
            fails(
                    physician.request().get("/fhir/DiagnosticReport?" + parameter),
                    403,
                    IssueType.FORBIDDEN);
        }
        fails(
                FhirClient.as("ward-staff").request().get("/fhir/DiagnosticReport?conclusion=1"),
                403,
                IssueType.FORBIDDEN);
        fails(
                FhirClient.as("ward-staff").request().get("/fhir/DiagnosticReport?_sort=issued"),
                403,
                IssueType.FORBIDDEN);
    }

    @Test
    void includingEverythingIncludesWhatMayBeSeenOnly() {
        Bundle bundle =
                FhirClient.as("emergency-physician")
                        .search("DiagnosticReport", Map.of("_id", report, "_include", "*"));
        assertThat(bundle.getEntry())
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.getResource()).isInstanceOf(DiagnosticReport.class));
        assertThat(
                        FhirClient.as("radiologist")
                                .search("DiagnosticReport", Map.of("_id", report, "_include", "*"))
                                .getEntry())
                .hasSizeGreaterThan(3);
    }

    @Test
    void wardStaffSeeHowUrgentAndNothingElse() {
        Map<String, Object> seen = FhirClient.as("ward-staff").json("DiagnosticReport", report);
        assertThat(withoutAlways(seen)).containsExactlyInAnyOrder("status", "subject", "extension");
        assertThat(seen.toString()).doesNotContain("Pneumothorax", "36118008");
        Bundle bundle =
                FhirClient.as("ward-staff")
                        .search("DiagnosticReport", "patient.identifier", study.patient().value());
        assertThat(FhirClient.of(bundle, DiagnosticReport.class))
                .singleElement()
                .satisfies(r -> assertThat(r.getConclusionCode()).isEmpty());
        fails(
                FhirClient.as("ward-staff").request().get("/fhir/Observation"),
                403,
                IssueType.FORBIDDEN);
    }

    @Test
    void whatIsUnsignedDoesNotExistForThoseWhoMaySeeSignedResultsOnly() {
        for (FhirClient reader :
                List.of(FhirClient.as("resident"), FhirClient.asPatient(study.patient().key()))) {
            fails(
                    reader.request().get("/fhir/DiagnosticReport/" + report),
                    404,
                    IssueType.NOTFOUND);
            Bundle found =
                    reader.search(
                            "Observation",
                            Map.of(
                                    "patient",
                                    "Patient/" + study.patient().key(),
                                    "_total",
                                    "accurate"));
            assertThat(found.getTotal()).isZero();
        }
        assertThat(
                        FhirClient.as("resident")
                                .json("ImagingStudy", ResourceIds.imagingStudy(study.uid())))
                .containsEntry("status", "available");
    }

    @ParameterizedTest
    @ValueSource(strings = {"technologist", "it-administrator", "department-head", "nobody"})
    void rolesWithoutResultsAreRefused(String role) {
        for (String type :
                List.of("Patient", "DiagnosticReport", "Observation", "ImagingStudy", "Task")) {
            fails(FhirClient.as(role).request().get("/fhir/" + type), 403, IssueType.FORBIDDEN);
        }
    }

    @Test
    void aDepartmentHeadGetsFiguresThatNameNobody() {
        Response figures = FhirClient.as("department-head").request().get("/aggregates");
        figures.then().statusCode(200);
        assertThat(figures.jsonPath().getList("studies")).isNotEmpty();
        assertThat(figures.jsonPath().getList("findings.label")).contains("Pneumothorax");
        assertThat(figures.asString())
                .doesNotContain(study.uid(), study.patient().value(), study.patient().key());
        assertThat(FhirClient.as("ward-staff").request().get("/aggregates").statusCode())
                .isEqualTo(403);
    }

    @Test
    void withoutAValidTokenNothingIsAnsweredButTheCapabilities() {
        fails(RestAssured.get("/fhir/DiagnosticReport/" + report), 401, IssueType.LOGIN);
        fails(
                RestAssured.given()
                        .auth()
                        .oauth2(
                                TestTokens.user("radiologist", "radiologist")
                                        .audience("other-app")
                                        .token())
                        .get("/fhir/Patient"),
                401,
                IssueType.LOGIN);
        fails(
                RestAssured.given().auth().oauth2("rubbish").get("/fhir/Patient"),
                401,
                IssueType.LOGIN);
        Response capabilities = RestAssured.get("/fhir/metadata");
        capabilities.then().statusCode(200);
        assertThat(FhirJudge.instance().errors(capabilities.asString())).isEmpty();
        assertThat(capabilities.jsonPath().getList("rest[0].resource.type"))
                .contains("DiagnosticReport", "Observation", "Task", "Communication");
    }

    @Test
    void everyReadAndSearchIsOnRecordWithItsPatient() {
        FhirClient radiologist = FhirClient.as("radiologist");
        radiologist.read(DiagnosticReport.class, report);
        radiologist.search("DiagnosticReport", "patient.identifier", study.patient().value());
        await().atMost(LONG_ENOUGH)
                .untilAsserted(() -> {
                    assertThat(records(Action.READ))
                            .anySatisfy(record -> {
                                assertThat(record.resourceId()).isEqualTo(report);
                                assertThat(record.userName()).isEqualTo("radiologist");
                                assertThat(record.studyInstanceUid()).isEqualTo(study.uid());
                            });
                    assertThat(records(Action.QUERY))
                            .anySatisfy(record ->
                                    assertThat(record.query()).contains(study.patient().value()));
                });
    }

    private List<AuditRecorded> records(Action action) {
        return probe.events(EventType.AUDIT_RECORDED, AuditRecorded.class).stream()
                .filter(record -> record.action() == action)
                .filter(record -> study.patient().equals(record.patient()))
                .toList();
    }

    private static Set<String> withoutAlways(Map<String, Object> json) {
        Set<String> elements = new java.util.TreeSet<>(json.keySet());
        elements.removeAll(ALWAYS);
        return elements;
    }

    private static void fails(Response response, int status, IssueType code) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.contentType()).startsWith("application/fhir+json");
        OperationOutcome outcome = FhirClient.outcome(response);
        assertThat(outcome.getIssueFirstRep().getCode()).isEqualTo(code);
        assertThat(FhirJudge.instance().errors(outcome)).isEmpty();
    }
}
