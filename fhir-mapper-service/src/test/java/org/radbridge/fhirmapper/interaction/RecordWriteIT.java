package org.radbridge.fhirmapper.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.AccessAction;
import org.radbridge.contracts.AccessPolicyPublished;
import org.radbridge.contracts.AccessRule;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.contracts.ResultPublished;
import org.radbridge.contracts.ResultState;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.FhirJudge;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.DefaultPolicy;
import org.radbridge.kit.testing.EventProbe;

/** Whose record what is written belongs to, and who may write into it. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@Tag("C7")
@Tag("E1")
@Tag("E4")
class RecordWriteIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    MapperPeers peers;
    private EventProbe probe;
    private final FhirClient ehr = FhirClient.as("integrator");
    private final String mrn = TestPatients.mrn();
    private final PatientIdentifier patient = new PatientIdentifier(TestPatients.SYSTEM, mrn);

    @BeforeEach
    void connect() {
        probe = EventProbe.connect();
    }

    @AfterEach
    void disconnect() {
        probe.close();
    }

    @Test
    void encountersAndOrdersBelongToTheRecordOfTheirPatient() {
        create("Patient", TestPatients.json(mrn));
        String encounter = create("Encounter", encounter("{\"reference\":\"Patient/%s\"}"));
        String order =
                create(
                        "ServiceRequest",
                        """
                        {"resourceType":"ServiceRequest","status":"active","intent":"order",
                         "code":{"text":"Chest radiograph"},
                         "subject":{"identifier":{"system":"%s","value":"%s"}}}
                        """
                                .formatted(TestPatients.SYSTEM, mrn));

        String problem =
                create(
                        "Condition",
                        """
                        {"resourceType":"Condition","encounter":{"reference":"Encounter/%s"},
                         "clinicalStatus":{"coding":[{"code":"active",
                          "system":"http://terminology.hl7.org/CodeSystem/condition-clinical"}]},
                         "code":{"text":"Emphysema"},"subject":{"reference":"Patient/%s"}}
                        """
                                .formatted(encounter, patient.key()));
        assertThat(
                        FhirClient.of(
                                FhirClient.as("radiologist")
                                        .search("Condition", "encounter", encounter),
                                Condition.class))
                .hasSize(1);

        Bundle record =
                FhirClient.as("radiologist")
                        .follow("/fhir/Patient/" + patient.key() + "/$everything");
        List<Resource> resources = FhirClient.of(record, Resource.class);
        assertThat(resources)
                .extracting(r -> r.fhirType() + "/" + r.getIdElement().getIdPart())
                .contains(
                        "Encounter/" + encounter,
                        "ServiceRequest/" + order,
                        "Condition/" + problem);
        assertThat(resources).allSatisfy(r -> assertThat(FhirJudge.instance().errors(r)).isEmpty());
        await().atMost(LONG_ENOUGH)
                .untilAsserted(() ->
                        assertThat(records())
                                .anyMatch(r ->
                                        r.action() == Action.CREATE
                                                && encounter.equals(r.resourceId())
                                                && patient.equals(r.patient())));
        assertThat(ehr.request().delete("/fhir/Patient/" + patient.key()).statusCode())
                .isEqualTo(409);
        for (String path :
                List.of(
                        "Encounter/" + encounter,
                        "ServiceRequest/" + order,
                        "Condition/" + problem)) {
            assertThat(ehr.request().delete("/fhir/" + path).statusCode()).isEqualTo(204);
        }
        assertThat(ehr.request().delete("/fhir/Patient/" + patient.key()).statusCode())
                .isEqualTo(204);
    }

    @Test
    void whoMayWriteIntoTheOwnRecordOnlyWritesIntoNoOther() {
        create("Patient", TestPatients.json(mrn));
        extend(rule("patient", "Consent", true));
        FhirClient self = FhirClient.asPatient(patient.key());
        FhirClient other = FhirClient.asPatient(UUID.randomUUID().toString());
        await().atMost(LONG_ENOUGH)
                .until(() -> self.request().get("/fhir/Consent").statusCode() == 200);

        Response own = post(self, "Consent", consent(patient.key(), null));
        assertThat(own.statusCode()).as(own.asString()).isEqualTo(201);
        String id = own.jsonPath().getString("id");
        assertThat(post(other, "Consent", consent(patient.key(), null)).statusCode())
                .isEqualTo(403);
        assertThat(put(other, "Consent", id, consent(patient.key(), id)).statusCode())
                .isEqualTo(405);
        assertThat(other.request().delete("/fhir/Consent/" + id).statusCode()).isEqualTo(204);
        assertThat(self.request().get("/fhir/Consent/" + id).statusCode()).isEqualTo(200);
        assertThat(put(self, "Consent", id, consent(UUID.randomUUID().toString(), id)).statusCode())
                .isEqualTo(403);
        assertThat(other.request().get("/fhir/Consent/" + id + "/_history").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aStudysResultIsNobodysToWriteWhateverThePolicySays() {
        extend(rule("site-writer", "Observation", false));
        TestStudy study = TestStudies.radiograph("MRN-" + UUID.randomUUID());
        InferenceCompleted result = TestResults.critical(study);
        peers.archive(study);
        probe.publish(result, result.lane());
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        probe.events(EventType.RESULT_PUBLISHED, ResultPublished.class).stream()
                                .anyMatch(e -> e.studyInstanceUid().equals(study.uid())));
        String finding =
                ResourceIds.observation(study.uid(), result.runs().getFirst(), "Pneumothorax");
        FhirClient writer = FhirClient.as("site-writer");
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        writer.request().get("/fhir/Observation/" + finding).statusCode() == 200);
        String json = writer.request().get("/fhir/Observation/" + finding).asString();

        assertThat(writer.request().delete("/fhir/Observation/" + finding).statusCode())
                .isEqualTo(403);
        Response changed = put(writer, "Observation", finding, json.replace("Present", "Perhaps"));
        assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(403);
        Response mine =
                post(
                        writer,
                        "Observation",
                        """
                        {"resourceType":"Observation","status":"final","code":{"text":"Weight"},
                         "subject":{"reference":"Patient/%s"},
                         "valueQuantity":{"value":70,"system":"http://unitsofmeasure.org","code":"kg"}}
                        """
                                .formatted(study.patient().key()));
        assertThat(mine.statusCode()).as(mine.asString()).isEqualTo(201);
        assertThat(FhirClient.as("radiologist").json("Observation", finding))
                .containsEntry("status", "preliminary");
    }

    /** Puts the shipped policy with one rule more in force, in a version of its own. */
    private void extend(AccessRule more) {
        List<AccessRule> rules = new ArrayList<>(DefaultPolicy.read().rules());
        rules.add(more);
        Instant now = Instant.now();
        probe.publish(new AccessPolicyPublished(now.toEpochMilli(), now, rules), Lane.ROUTINE);
    }

    private static AccessRule rule(String role, String type, boolean own) {
        return new AccessRule(
                role,
                type,
                List.of(ResultState.values()),
                List.of("*"),
                false,
                own,
                List.of(AccessAction.values()));
    }

    private String encounter(String subject) {
        return """
        {"resourceType":"Encounter","status":"in-progress",
         "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"EMER"},
         "subject":%s}
        """
                .formatted(subject.formatted(patient.key()));
    }

    private static String consent(String patient, @Nullable String id) {
        return """
        {"resourceType":"Consent",%s"status":"active",
         "scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}]},
         "category":[{"coding":[{"system":"http://loinc.org","code":"59284-0"}]}],
         "patient":{"reference":"Patient/%s"},
         "policyRule":{"text":"of the hospital"},"provision":{"type":"permit"}}
        """
                .formatted(id == null ? "" : "\"id\":\"" + id + "\",", patient);
    }

    private List<AuditRecorded> records() {
        return probe.events(EventType.AUDIT_RECORDED, AuditRecorded.class);
    }

    private String create(String type, String json) {
        Response response = post(ehr, type, json);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        return response.jsonPath().getString("id");
    }

    private static Response post(FhirClient client, String type, String json) {
        return client.request()
                .contentType("application/fhir+json")
                .body(json)
                .post("/fhir/" + type);
    }

    private static Response put(FhirClient client, String type, String id, String json) {
        return client.request()
                .contentType("application/fhir+json")
                .body(json)
                .put("/fhir/" + type + "/" + id);
    }
}
