package org.radbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.phantoms.PhantomStudy;
import org.radbridge.phantoms.chest.ChestFinding;

/**
 * Who sees what, with tokens of the real Keycloak: every role against every door, and the exact
 * elements that come through.
 */
@Tag("E1")
@Tag("E2")
@Tag("E4")
class RoleMatrixE2E {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);
    private static final RunningSuite SUITE = RunningSuite.get();
    private static final Results RESULTS = new Results(SUITE);
    private static final PhantomStudy PHANTOM =
            PhantomStudy.chest(2, ChestFinding.EFFUSION, ChestFinding.CONSOLIDATION)
                    .salted(UUID.randomUUID().toString());
    private static final String STUDY = PHANTOM.identity().studyInstanceUid();
    private static final List<String> FHIR_TYPES =
            List.of(
                    "Patient",
                    "ImagingStudy",
                    "DiagnosticReport",
                    "Observation",
                    "Device",
                    "Endpoint",
                    "Provenance",
                    "Task",
                    "Communication");

    /** The doors that each role may use; all others answer 403. */
    private static final Map<String, Set<String>> ALLOWED =
            Map.of(
                    "radiologist",
                    union(
                            FHIR_TYPES,
                            List.of(
                                    "studies",
                                    "timeline",
                                    "instance",
                                    "inference-runs",
                                    "escalations")),
                    "emergency-physician",
                    Set.of("DiagnosticReport", "Observation"),
                    "technologist",
                    Set.of("studies", "timeline"),
                    "resident",
                    Set.of("Patient", "ImagingStudy", "DiagnosticReport", "Observation"),
                    "ward-staff",
                    Set.of("DiagnosticReport"),
                    "department-head",
                    Set.of("aggregates"),
                    "it-administrator",
                    Set.of("operations", "unrouted", "models", "access-policy", "AuditEvent"),
                    "patient",
                    Set.of("DiagnosticReport", "Observation"));

    @BeforeAll
    static void oneUnsignedReport() {
        assertThat(new Modality(SUITE).stow(PHANTOM).status()).isEqualTo(200);
        await().atMost(LONG_ENOUGH).until(() -> !RESULTS.reports(STUDY).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "radiologist",
                "emergency-physician",
                "technologist",
                "resident",
                "ward-staff",
                "department-head",
                "it-administrator",
                "patient"
            })
    void roleUsesItsDoorsAndNoOther(String role) {
        Map<String, Integer> expected = new LinkedHashMap<>();
        Map<String, Integer> answered = new LinkedHashMap<>();
        doors().forEach((door, url) -> {
            expected.put(door, ALLOWED.getOrDefault(role, Set.of()).contains(door) ? 200 : 403);
            answered.put(door, SUITE.api().get(url, SUITE.api().userToken(role)).status());
        });

        assertThat(answered).isEqualTo(expected);
    }

    @Test
    void nobodyEntersWithoutATokenOrWithOneForAnotherAudience() {
        String foreign = SUITE.api().clientToken("other-app");
        doors().forEach((door, url) -> {
            assertThat(SUITE.api().get(url, null).status()).as(door).isEqualTo(401);
            assertThat(SUITE.api().get(url, foreign).status()).as(door).isEqualTo(401);
            assertThat(SUITE.api().get(url, "not.a.token").status()).as(door).isEqualTo(401);
        });
    }

    @Test
    void radiologistSeesEveryFindingWithItsConfidence() {
        Answer answer = report("radiologist");

        assertThat(answer.resources("Observation")).hasSize(18);
        assertThat(answer.resources("Observation"))
                .allSatisfy(observation ->
                        assertThat(
                                        observation
                                                .path("component")
                                                .path(0)
                                                .path("valueQuantity")
                                                .path("value")
                                                .asDouble(-1))
                                .isBetween(0.0, 1.0));
        assertThat(elements(answer.resources("DiagnosticReport")))
                .contains("result", "conclusion", "conclusionCode", "extension");
    }

    @Test
    void emergencyPhysicianSeesUrgencyAndPrimaryFindingOnly() {
        JsonNode report = reportById("emergency-physician").json();

        assertThat(elements(List.of(report)))
                .contains("status", "subject", "extension", "conclusionCode")
                .isSubsetOf(
                        "resourceType",
                        "id",
                        "meta",
                        "identifier",
                        "status",
                        "code",
                        "subject",
                        "effectiveDateTime",
                        "issued",
                        "extension",
                        "conclusionCode");
        assertThat(Results.urgency(report)).isEqualTo("urgent");
        assertThat(report.path("conclusionCode")).isNotEmpty();
        assertThat(report.toString()).doesNotContain("onfidence", "Hernia", "Fibrosis");
        assertThat(report("emergency-physician").status())
                .as("results that the role may not see are not included")
                .isEqualTo(403);
    }

    @Test
    void emergencyPhysicianSeesOneObservationPerReport() {
        Answer reports = ofStudyPatient("emergency-physician", "DiagnosticReport");
        Answer observations = ofStudyPatient("emergency-physician", "Observation");

        assertThat(observations.resources("Observation"))
                .isNotEmpty()
                .hasSameSizeAs(reports.resources("DiagnosticReport"));
        assertThat(elements(observations.resources("Observation")))
                .doesNotContain("component", "extension", "derivedFrom", "device", "note");
        assertThat(observations.text()).doesNotContain("onfidence");
    }

    @Test
    void technologistSeesProcessingStatusAndNoFinding() {
        String token = SUITE.api().userToken("technologist");
        String status =
                SUITE.api().get(SUITE.ingest("/studies/" + STUDY), token).text()
                        + SUITE.api()
                                .get(SUITE.ingest("/studies/" + STUDY + "/timeline"), token)
                                .text();

        assertThat(status)
                .contains("CLOSED", "FHIR_VISIBLE")
                .doesNotContainIgnoringCase("effusion")
                .doesNotContainIgnoringCase("consolidation")
                .doesNotContain("confidence", "Phantom", "PHANTOM-CHEST");
    }

    @Test
    void wardStaffSeesUrgencyStatusOnly() {
        JsonNode report = reportById("ward-staff").json();

        assertThat(elements(List.of(report)))
                .containsExactlyInAnyOrder(
                        "resourceType", "id", "meta", "status", "subject", "extension");
        assertThat(report.toString()).doesNotContain("ffusion", "onsolidation");
        assertThat(report("ward-staff").status())
                .as("what may not be seen cannot be searched by")
                .isEqualTo(403);
    }

    @Test
    void unsignedResultsAreHiddenFromResidentAndPatient() {
        for (String role : List.of("resident", "patient")) {
            assertThat(report(role).resources()).as(role).isEmpty();
            assertThat(report(role).json().path("total").asInt(-1)).as(role).isZero();
            assertThat(reportById(role).status()).as(role).isEqualTo(404);
        }
    }

    @Test
    void departmentHeadSeesFiguresWithoutPersons() {
        String figures =
                SUITE.api()
                        .get(SUITE.mapper("/aggregates"), SUITE.api().userToken("department-head"))
                        .text();

        assertThat(figures)
                .contains("urgent")
                .doesNotContain(STUDY, "PHANTOM", "Phantom", "Patient/");
    }

    @Test
    @Tag("E5")
    void everyReadIsFoundInTheAuditByPatientAndUserAndHidesThePatientFromTheAdministrator() {
        report("radiologist");
        String patient = "RADBRIDGE-PHANTOMS";
        String form =
                "agent=radiologist&patient.identifier="
                        + Api.encoded(PHANTOM.dataSet(1).string(0x00100020).orElseThrow());
        await().atMost(LONG_ENOUGH)
                .untilAsserted(() ->
                        assertThat(auditSearch("privacy-officer", form).resources("AuditEvent"))
                                .anySatisfy(event ->
                                        assertThat(event.path("entity").toString())
                                                .contains(patient)));
        assertThat(auditSearch("it-administrator", form).status()).isEqualTo(403);
        String asAdministrator =
                SUITE.api()
                        .get(
                                SUITE.rbac("/fhir/AuditEvent?agent=radiologist"),
                                SUITE.api().userToken("it-administrator"))
                        .text();
        assertThat(asAdministrator)
                .contains("radiologist")
                .doesNotContain("PHANTOM-CHEST", STUDY, "entity");
        assertThat(
                        SUITE.api()
                                .get(
                                        SUITE.rbac("/audit/verify"),
                                        SUITE.api().userToken("it-administrator"))
                                .json()
                                .path("intact")
                                .asBoolean())
                .isTrue();
    }

    private static Answer auditSearch(String role, String form) {
        return SUITE.api()
                .post(
                        SUITE.rbac("/fhir/AuditEvent/_search"),
                        SUITE.api().userToken(role),
                        "application/x-www-form-urlencoded",
                        form.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static Answer report(String role) {
        return SUITE.api()
                .get(
                        SUITE.fhir(
                                "DiagnosticReport?identifier="
                                        + Api.encoded("urn:dicom:uid|urn:oid:" + STUDY)
                                        + "&_include=DiagnosticReport:result"),
                        SUITE.api().userToken(role));
    }

    private static Answer reportById(String role) {
        String id = RESULTS.reports(STUDY).getFirst().path("id").asText();
        return SUITE.api().get(SUITE.fhir("DiagnosticReport/" + id), SUITE.api().userToken(role));
    }

    private static Answer ofStudyPatient(String role, String type) {
        String patient =
                RESULTS.reports(STUDY).getFirst().path("subject").path("reference").asText();
        return SUITE.api()
                .get(SUITE.fhir(type + "?subject=" + patient), SUITE.api().userToken(role));
    }

    private static Set<String> elements(List<JsonNode> resources) {
        Set<String> names = new TreeSet<>();
        resources.forEach(resource -> resource.fieldNames().forEachRemaining(names::add));
        return names;
    }

    private static Map<String, URI> doors() {
        Map<String, URI> doors = new LinkedHashMap<>();
        FHIR_TYPES.forEach(type -> doors.put(type, SUITE.fhir(type)));
        doors.put("studies", SUITE.ingest("/studies"));
        doors.put("timeline", SUITE.ingest("/studies/" + STUDY + "/timeline"));
        doors.put("instance", SUITE.ingest("/dicom-web/studies/" + STUDY + "/metadata"));
        doors.put("unrouted", SUITE.ingest("/studies/unrouted"));
        doors.put("operations", SUITE.ingest("/operations/parked"));
        doors.put("inference-runs", SUITE.inference("/inference-runs?study=" + STUDY));
        doors.put("models", SUITE.inference("/models"));
        doors.put("aggregates", SUITE.mapper("/aggregates"));
        doors.put("escalations", SUITE.escalation("/escalations"));
        doors.put("access-policy", SUITE.rbac("/access-policy"));
        doors.put("AuditEvent", SUITE.rbac("/fhir/AuditEvent"));
        return doors;
    }

    private static Set<String> union(List<String> one, List<String> other) {
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }
}
