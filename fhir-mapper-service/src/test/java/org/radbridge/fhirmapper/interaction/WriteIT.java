package org.radbridge.fhirmapper.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.context.FhirContext;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Patient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.FhirJudge;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

/** Create, update and delete, by id and by condition. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@Tag("C7")
class WriteIT {
    private static final int WRITERS = 32;

    private final FhirClient ehr = FhirClient.as("integrator");
    private final String mrn = TestPatients.mrn();

    @Test
    void whatIsCreatedIsReadBackWithItsVersion() {
        Response created = post(TestPatients.json(mrn));

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.header("ETag")).isEqualTo("W/\"1\"");
        assertThat(created.header("Last-Modified")).isNotBlank();
        String id = created.jsonPath().getString("id");
        assertThat(created.header("Location")).endsWith("/fhir/Patient/" + id + "/_history/1");
        Patient read = ehr.read(Patient.class, id);
        assertThat(read.getNameFirstRep().getFamily()).isEqualTo("Doe");
        assertThat(read.getMeta().getVersionId()).isEqualTo("1");
        assertThat(FhirJudge.instance().errors(read)).isEmpty();
        assertThat(ehr.search("Patient", "identifier", TestPatients.SYSTEM + "|" + mrn).getEntry())
                .hasSize(1);
    }

    @Test
    void aPatientOfTheEhrIsTheOneWhoseStudiesCome() {
        String id = post(TestPatients.json(mrn)).jsonPath().getString("id");

        assertThat(id).isEqualTo(new PatientIdentifier(TestPatients.SYSTEM, mrn).key());
        fails(post(TestPatients.json(mrn)), 409, IssueType.CONFLICT);
    }

    @Test
    void anUpdateThatSaysWhichVersionItFollowsNeverOverwritesAnother() {
        String id = created();

        Response first = put(id, TestPatients.json(id, mrn, "Roe"), "W/\"1\"");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.header("ETag")).isEqualTo("W/\"2\"");
        fails(put(id, TestPatients.json(id, mrn, "Poe"), "W/\"1\""), 412, IssueType.CONFLICT);

        assertThat(ehr.read(Patient.class, id).getNameFirstRep().getFamily()).isEqualTo("Roe");
        Response same = put(id, TestPatients.json(id, mrn, "Roe"), null);
        assertThat(same.header("ETag")).isEqualTo("W/\"2\"");
    }

    @Test
    void idsAreGivenHere() {
        String unknown = "11111111-2222-3333-4444-555555555555";
        Response refused = put(unknown, TestPatients.json(unknown, mrn, "Doe"), null);
        assertThat(refused.statusCode()).isEqualTo(405);
        String id = created();
        fails(put(id, TestPatients.json(unknown, mrn, "Doe"), null), 400, IssueType.INVALID);
        fails(put(id, TestPatients.json(mrn), null), 400, IssueType.INVALID);
    }

    @Test
    void whatIsDeletedIsGoneButItsHistoryTells() {
        String id = created();
        put(id, TestPatients.json(id, mrn, "Roe"), null);

        Response deleted = ehr.request().delete("/fhir/Patient/" + id);
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.header("ETag")).isEqualTo("W/\"3\"");
        fails(ehr.request().get("/fhir/Patient/" + id), 410, IssueType.DELETED);
        fails(ehr.request().get("/fhir/Patient/" + id + "/_history/3"), 410, IssueType.DELETED);
        assertThat(ehr.request().get("/fhir/Patient/" + id + "/_history/1").statusCode())
                .isEqualTo(200);
        assertThat(ehr.search("Patient", "identifier", mrn).getEntry()).isEmpty();
        assertThat(ehr.request().delete("/fhir/Patient/" + id).statusCode()).isEqualTo(204);
        fails(patch(id, "[{\"op\":\"remove\",\"path\":\"/gender\"}]"), 410, IssueType.DELETED);

        Bundle history = bundle(ehr.request().get("/fhir/Patient/" + id + "/_history"));
        assertThat(history.getEntry())
                .extracting(e -> e.getRequest().getMethod().toCode())
                .containsExactly("DELETE", "PUT", "POST");
        assertThat(FhirJudge.instance().errors(history)).isEmpty();

        Response back = put(id, TestPatients.json(id, mrn, "Doe"), null);
        assertThat(back.statusCode()).isEqualTo(201);
        assertThat(back.header("ETag")).isEqualTo("W/\"4\"");
        assertThat(ehr.read(Patient.class, id).getNameFirstRep().getFamily()).isEqualTo("Doe");
    }

    @Test
    void aPatientCreatedUnlessThereIsOneIsThereOnceHoweverManyWritersRace() throws Exception {
        List<Callable<Response>> writers =
                IntStream.range(0, WRITERS)
                        .<Callable<Response>>mapToObj(i ->
                                () ->
                                        request()
                                                .header("If-None-Exist", "identifier=" + mrn)
                                                .body(TestPatients.json(null, mrn, "Doe" + i))
                                                .post("/fhir/Patient"))
                        .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Integer> statuses =
                    threads.invokeAll(writers).stream()
                            .map(Future::resultNow)
                            .map(Response::statusCode)
                            .toList();
            assertThat(statuses).containsOnly(200, 201).containsOnlyOnce(201);
        }
        assertThat(ehr.search("Patient", "identifier", mrn).getEntry()).hasSize(1);
    }

    @Test
    void aConditionalUpdateMeetsTheOneThatTheConditionFinds() {
        String query = "/fhir/Patient?identifier=" + TestPatients.SYSTEM + "%7C" + mrn;
        Response made = request().urlEncodingEnabled(false).body(TestPatients.json(mrn)).put(query);
        assertThat(made.statusCode()).isEqualTo(201);
        String id = made.jsonPath().getString("id");

        Response changed =
                request()
                        .urlEncodingEnabled(false)
                        .body(TestPatients.json(null, mrn, "Roe"))
                        .put(query);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.jsonPath().getString("id")).isEqualTo(id);

        Response patched =
                ehr.request()
                        .urlEncodingEnabled(false)
                        .contentType("application/json-patch+json")
                        .body("[{\"op\":\"replace\",\"path\":\"/active\",\"value\":false}]")
                        .patch(query);
        assertThat(patched.statusCode()).isEqualTo(200);
        assertThat(patched.jsonPath().getBoolean("active")).isFalse();

        assertThat(ehr.request().urlEncodingEnabled(false).delete(query).statusCode())
                .isEqualTo(204);
        fails(ehr.request().get("/fhir/Patient/" + id), 410, IssueType.DELETED);
    }

    @Test
    void aConditionThatFindsSeveralOrIsNoneChangesNothing() {
        post(TestPatients.json(mrn + "-a").replace("Jane", "G" + mrn));
        post(TestPatients.json(mrn + "-b").replace("Jane", "G" + mrn));

        fails(ehr.request().delete("/fhir/Patient?given=G" + mrn), 412, IssueType.CONFLICT);
        fails(ehr.request().delete("/fhir/Patient"), 400, IssueType.INVALID);
        fails(ehr.request().delete("/fhir/Patient?shoe-size=44"), 400, IssueType.INVALID);
        assertThat(ehr.search("Patient", "given", "G" + mrn).getEntry()).hasSize(2);
    }

    @Test
    void whatComesBackIsWhatThePreferenceAsksFor() {
        Response minimal =
                request()
                        .header("Prefer", "return=minimal")
                        .body(TestPatients.json(mrn))
                        .post("/fhir/Patient");
        assertThat(minimal.statusCode()).isEqualTo(201);
        assertThat(minimal.asString()).isEmpty();
        Response outcome =
                request()
                        .header("Prefer", "return=OperationOutcome")
                        .body(TestPatients.json(mrn + "-2"))
                        .post("/fhir/Patient");
        assertThat(FhirClient.outcome(outcome).getIssueFirstRep().getCode())
                .isEqualTo(IssueType.INFORMATIONAL);
    }

    @Test
    void historiesAreReadPageByPageNewestFirst() {
        String id = created();
        for (int i = 0; i < 4; i++) {
            put(id, TestPatients.json(id, mrn, "Doe" + i), null);
        }
        Bundle page = bundle(ehr.request().get("/fhir/Patient/" + id + "/_history?_count=2"));
        List<String> versions = new ArrayList<>(versions(page));
        while (page.getLink("next") != null) {
            page = ehr.follow(page.getLink("next").getUrl());
            versions.addAll(versions(page));
        }
        assertThat(versions).containsExactly("5", "4", "3", "2", "1");

        Bundle ofType = bundle(ehr.request().get("/fhir/Patient/_history?_count=3"));
        assertThat(ofType.getEntry()).hasSize(3);
        Bundle ofAll = bundle(ehr.request().get("/fhir/_history?_count=3"));
        assertThat(ofAll.getEntryFirstRep().getResource().getIdPart()).isNotBlank();
        Bundle future =
                bundle(ehr.request().get("/fhir/Patient/" + id + "/_history?_since=2999-01-01"));
        assertThat(future.getEntry()).isEmpty();
        fails(ehr.request().get("/fhir/Patient/unknown-one/_history"), 404, IssueType.NOTFOUND);
    }

    @Test
    void xmlIsReadAndWritten() {
        String xml =
                """
                <Patient xmlns="http://hl7.org/fhir"><identifier><system value="%s"/><value value="%s"/>
                </identifier><name><family value="Xml"/></name></Patient>
                """
                        .formatted(TestPatients.SYSTEM, mrn);
        Response created =
                ehr.request()
                        .contentType("application/fhir+xml")
                        .accept("application/fhir+xml")
                        .body(xml)
                        .post("/fhir/Patient");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.contentType()).startsWith("application/fhir+xml");
        assertThat(created.asString()).contains("<family value=\"Xml\"/>");
        String id = new PatientIdentifier(TestPatients.SYSTEM, mrn).key();
        assertThat(ehr.read(Patient.class, id).getNameFirstRep().getFamily()).isEqualTo("Xml");
        Response byFormat = ehr.request().get("/fhir/Patient/" + id + "?_format=xml");
        assertThat(byFormat.contentType()).startsWith("application/fhir+xml");
        Response missing = ehr.request().get("/fhir/Patient/nothing?_format=xml");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.asString()).startsWith("<OperationOutcome");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE p [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Patient"
                        + " xmlns=\"http://hl7.org/fhir\"><name><family value=\"&x;\"/></name></Patient>",
                "<Patient xmlns=\"http://hl7.org/fhir\"><name>",
                "<Patient xmlns=\"http://hl7.org/fhir\"><shoe value=\"44\"/></Patient>"
            })
    void xmlThatIsNoResourceIsRefused(String xml) {
        Response refused =
                ehr.request().contentType("application/fhir+xml").body(xml).post("/fhir/Patient");
        fails(refused, 400, IssueType.INVALID);
        assertThat(refused.asString()).doesNotContain("root:");
    }

    @Test
    void whatIsNoConformingResourceIsRefusedWithAllThatIsWrong() {
        fails(request().body("{").post("/fhir/Patient"), 400, IssueType.INVALID);
        fails(request().body("[]").post("/fhir/Patient"), 400, IssueType.INVALID);
        fails(request().body("").post("/fhir/Patient"), 400, IssueType.INVALID);
        fails(
                request().body("{\"resourceType\":\"Task\"}").post("/fhir/Patient"),
                400,
                IssueType.INVALID);
        Response invalid =
                request()
                        .body(
                                "{\"resourceType\":\"Patient\",\"gender\":\"purple\",\"shoe\":44,"
                                        + "\"birthDate\":\"yesterday\"}")
                        .post("/fhir/Patient");
        assertThat(invalid.statusCode()).isEqualTo(422);
        OperationOutcome outcome = FhirClient.outcome(invalid);
        assertThat(outcome.getIssue()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(
                        ehr.request()
                                .contentType("text/plain")
                                .body("Patient")
                                .post("/fhir/Patient")
                                .statusCode())
                .isEqualTo(415);
        fails(
                request().body("{\"resourceType\":\"Basic\"}").post("/fhir/Basic"),
                404,
                IssueType.NOTFOUND);
    }

    @Test
    void nobodyWritesResultsAndRadiologistsWriteNothingHere() {
        String id = created();
        fails(
                FhirClient.as("radiologist").request().delete("/fhir/Patient/" + id),
                403,
                IssueType.FORBIDDEN);
        fails(
                FhirClient.as("radiologist")
                        .request()
                        .contentType("application/fhir+json")
                        .body(TestPatients.json(mrn + "x"))
                        .post("/fhir/Patient"),
                403,
                IssueType.FORBIDDEN);
        for (String type : List.of("Observation", "DiagnosticReport", "Task", "Provenance")) {
            fails(ehr.request().delete("/fhir/" + type + "/1"), 403, IssueType.FORBIDDEN);
        }
    }

    @Test
    void everyWriteIsOnRecordWithItsPatient() {
        try (EventProbe probe = EventProbe.connect()) {
            String id = created();
            put(id, TestPatients.json(id, mrn, "Roe"), null);
            put(id, TestPatients.json(id, mrn, "Poe"), "W/\"1\"");
            ehr.request().delete("/fhir/Patient/" + id);
            PatientIdentifier patient = new PatientIdentifier(TestPatients.SYSTEM, mrn);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(
                                            probe
                                                    .events(
                                                            EventType.AUDIT_RECORDED,
                                                            AuditRecorded.class)
                                                    .stream()
                                                    .filter(r -> id.equals(r.resourceId()))
                                                    .filter(r -> patient.equals(r.patient()))
                                                    .map(AuditRecorded::action))
                                    .contains(Action.CREATE, Action.UPDATE, Action.DELETE));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(probe.events(EventType.AUDIT_RECORDED, AuditRecorded.class))
                                    .anyMatch(r ->
                                            WriteFailure.VERSION_CONFLICT
                                                    .id()
                                                    .equals(r.failureId())));
        }
    }

    private String created() {
        return post(TestPatients.json(mrn)).jsonPath().getString("id");
    }

    private Response post(String json) {
        return request().body(json).post("/fhir/Patient");
    }

    private Response put(String id, String json, @Nullable String ifMatch) {
        RequestSpecification request = request().body(json);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch))
                .put("/fhir/Patient/" + id);
    }

    private Response patch(String id, String json) {
        return ehr.request()
                .contentType("application/json-patch+json")
                .body(json)
                .patch("/fhir/Patient/" + id);
    }

    private RequestSpecification request() {
        return ehr.request().contentType("application/fhir+json");
    }

    private static Bundle bundle(Response response) {
        response.then().statusCode(200);
        return FhirContext.forR4Cached()
                .newJsonParser()
                .parseResource(Bundle.class, response.asString());
    }

    private static List<String> versions(Bundle bundle) {
        return bundle.getEntry().stream()
                .map(e -> e.getResource().getMeta().getVersionId())
                .toList();
    }

    private static void fails(Response response, int status, IssueType code) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        OperationOutcome outcome = FhirClient.outcome(response);
        assertThat(outcome.getIssueFirstRep().getCode()).isEqualTo(code);
        assertThat(FhirJudge.instance().errors(outcome)).isEmpty();
    }
}
