package org.radbridge.rbac.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;
import org.radbridge.kit.testing.TestTokens;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@Tag("E5")
class AuditRepositoryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PATH = "/fhir/AuditEvent";

    @Inject Pool pool;

    private final String user = "user-" + UUID.randomUUID();
    private final PatientIdentifier patient =
            new PatientIdentifier("hospital", UUID.randomUUID().toString());
    private EventProbe probe;

    @BeforeEach
    void connect() {
        probe = EventProbe.connect();
        awaitPolicy();
    }

    @AfterEach
    void close() {
        probe.close();
    }

    @Test
    void everyAccessIsKeptOnceHoweverOftenItIsDelivered() {
        AuditRecorded access = Accesses.of(user, Action.READ, patient);
        probe.publish(access, Lane.ROUTINE, "once-" + user);
        probe.publish(access, Lane.ROUTINE, "once-" + user);
        probe.publish(access, Lane.ROUTINE, "another-id-" + user);
        AuditRecorded last = publish(Action.CREATE);
        await().atMost(PATIENCE).until(() -> ids(byUser(user)).contains(last.auditId()));
        assertThat(ids(byUser(user))).containsExactly(last.auditId(), access.auditId());
    }

    @Test
    void aPatientsAccessesAreFoundByIdentifierWhichStaysOutOfUrls() {
        AuditRecorded access = publish(Action.READ);
        publishOf(new PatientIdentifier("another-hospital", patient.value()));
        await().atMost(PATIENCE).until(() -> ids(byUser(user)).size() == 2);
        String identifier = "urn:radbridge:issuer:hospital|" + patient.value();
        assertThat(ids(byPatient(identifier))).containsExactly(access.auditId());
        assertThat(ids(byPatient("hospital|" + patient.value()))).containsExactly(access.auditId());
        assertThat(ids(byPatient(patient.value()))).hasSize(2);
        given().auth()
                .oauth2(TestTokens.of("privacy-officer"))
                .queryParam("patient.identifier", identifier)
                .get(PATH)
                .then()
                .statusCode(400)
                .contentType(startsWith("application/fhir+json"))
                .body("resourceType", equalTo("OperationOutcome"))
                .body("issue[0].code", equalTo("invalid"));
    }

    @Test
    void pagesFollowOneAnotherByTheirLinksEvenForAPatient() {
        List<String> published = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            published.add(publish(Action.READ).auditId());
        }
        await().atMost(PATIENCE).until(() -> ids(byUser(user)).size() == 7);
        JsonPath page =
                given().auth()
                        .oauth2(TestTokens.of("privacy-officer"))
                        .formParam("patient.identifier", "hospital|" + patient.value())
                        .formParam("_count", 3)
                        .post(PATH + "/_search")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        List<String> seen = new ArrayList<>(ids(page));
        String next = next(page);
        while (next != null) {
            assertThat(next).doesNotContain(patient.value());
            page =
                    given().auth()
                            .oauth2(TestTokens.of("privacy-officer"))
                            .urlEncodingEnabled(false)
                            .get(next)
                            .then()
                            .statusCode(200)
                            .extract()
                            .jsonPath();
            seen.addAll(ids(page));
            next = next(page);
        }
        assertThat(seen).hasSize(7);
        assertThat(new HashSet<>(seen)).isEqualTo(new HashSet<>(published));
    }

    @Test
    void actionDateEntityAndStudyNarrowASearch() {
        AuditRecorded read = publish(Action.READ);
        publish(Action.DELETE);
        await().atMost(PATIENCE).until(() -> ids(byUser(user)).size() == 2);
        assertThat(ids(search("privacy-officer", Map.of("agent", user, "action", "R"))))
                .containsExactly(read.auditId());
        assertThat(ids(search("privacy-officer", Map.of("agent", user, "date", "lt2020"))))
                .isEmpty();
        assertThat(ids(search("privacy-officer", Map.of("agent", user, "date", "ge2020-01-01"))))
                .hasSize(2);
        assertThat(
                        ids(
                                search(
                                        "privacy-officer",
                                        Map.of(
                                                "agent",
                                                "subject-of-" + user,
                                                "entity",
                                                "DiagnosticReport/report-1",
                                                "study",
                                                "1.2.840.1"))))
                .hasSize(2);
        assertThat(ids(search("privacy-officer", Map.of("agent", user, "entity", "Patient"))))
                .isEmpty();
    }

    @Test
    @Tag("E1")
    void anAdministratorSeesWhoDidWhatAndNoPatient() {
        AuditRecorded access = publish(Action.QUERY);
        await().atMost(PATIENCE).until(() -> ids(byUser(user)).size() == 1);
        for (String path : List.of(PATH + "?agent=" + user, PATH + "/" + access.auditId())) {
            String body =
                    given().auth()
                            .oauth2(TestTokens.of("it-administrator"))
                            .get(path)
                            .then()
                            .statusCode(200)
                            .extract()
                            .asString();
            assertThat(body)
                    .contains(user, "\"recorded\"", "SUBSETTED")
                    .doesNotContain(
                            "\"entity\"", patient.value(), patient.key(), "1.2.840.1", "report-1");
        }
    }

    @Test
    @Tag("E1")
    void anAdministratorCannotAskWhetherAPatientHasRecords() {
        for (String query :
                List.of("patient=" + patient.key(), "entity=Patient/1", "study=1.2.840.1")) {
            given().auth()
                    .oauth2(TestTokens.of("it-administrator"))
                    .get(PATH + "?" + query)
                    .then()
                    .statusCode(403)
                    .body("resourceType", equalTo("OperationOutcome"));
        }
        given().auth()
                .oauth2(TestTokens.of("it-administrator"))
                .formParam("patient.identifier", "hospital|" + patient.value())
                .post(PATH + "/_search")
                .then()
                .statusCode(403);
    }

    @Test
    @Tag("E4")
    void clinicalRolesReadNoAudit() {
        for (String role : List.of("radiologist", "technologist", "ward-staff", "patient")) {
            given().auth().oauth2(TestTokens.of(role)).get(PATH).then().statusCode(403);
            given().auth().oauth2(TestTokens.of(role)).get("/audit/verify").then().statusCode(403);
        }
        given().get(PATH)
                .then()
                .statusCode(401)
                .body("resourceType", equalTo("OperationOutcome"))
                .body("issue[0].code", equalTo("login"));
    }

    @Test
    void readingTheAuditIsAudited() {
        String reader = "reader-" + UUID.randomUUID();
        given().auth()
                .oauth2(TestTokens.user(reader, "privacy-officer").token())
                .get(PATH + "?agent=" + user)
                .then()
                .statusCode(200);
        await().atMost(PATIENCE).until(() -> ids(byUser(reader)).size() == 1);
    }

    @Test
    void aRecordThatIsNotThereAndAParameterThatIsUnknownAreOutcomes() {
        given().auth()
                .oauth2(TestTokens.of("privacy-officer"))
                .get(PATH + "/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("issue[0].code", equalTo("not-found"));
        given().auth()
                .oauth2(TestTokens.of("privacy-officer"))
                .get(PATH + "?colour=red")
                .then()
                .statusCode(400);
    }

    @Test
    void recordsAreNeitherChangedNorRemovedAndAChangeBehindTheTriggersIsFound() {
        AuditRecorded access = publish(Action.READ);
        await().atMost(PATIENCE).until(() -> ids(byUser(user)).size() == 1);
        String where = " WHERE id = '" + access.auditId() + "'";
        assertThatThrownBy(() -> sql("UPDATE audit_event SET user_name = 'nobody'" + where))
                .hasMessageContaining("neither changed nor removed");
        assertThatThrownBy(() -> sql("DELETE FROM audit_event" + where))
                .hasMessageContaining("neither changed nor removed");
        assertThatThrownBy(() -> sql("TRUNCATE audit_event"))
                .hasMessageContaining("neither changed nor removed");
        assertThat(verify().getBoolean("intact")).isTrue();
        assertThat(verify().getString("head")).hasSize(64);

        behindTheTriggers("UPDATE audit_event SET user_name = 'nobody'" + where);
        assertThat(verify().getBoolean("intact")).isFalse();
        assertThat(verify().getLong("firstBroken")).isPositive();
        behindTheTriggers("UPDATE audit_event SET user_name = '" + user + "'" + where);
        assertThat(verify().getBoolean("intact")).isTrue();
    }

    private void behindTheTriggers(String statement) {
        sql("ALTER TABLE audit_event DISABLE TRIGGER USER");
        sql(statement);
        sql("ALTER TABLE audit_event ENABLE TRIGGER USER");
    }

    private void sql(String statement) {
        pool.query(statement).execute().await().atMost(PATIENCE);
    }

    private static JsonPath verify() {
        return given().auth()
                .oauth2(TestTokens.of("it-administrator"))
                .get("/audit/verify")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private AuditRecorded publish(Action action) {
        AuditRecorded access = Accesses.of(user, action, patient);
        probe.publish(access, Lane.ROUTINE);
        return access;
    }

    private void publishOf(PatientIdentifier other) {
        probe.publish(Accesses.of(user, Action.READ, other), Lane.ROUTINE);
    }

    private static JsonPath byUser(String name) {
        return search("privacy-officer", Map.of("agent", name));
    }

    private static JsonPath search(String role, Map<String, String> parameters) {
        return given().auth()
                .oauth2(TestTokens.of(role))
                .queryParams(parameters)
                .get(PATH)
                .then()
                .statusCode(200)
                .body("resourceType", equalTo("Bundle"))
                .extract()
                .jsonPath();
    }

    private static JsonPath byPatient(String identifier) {
        return given().auth()
                .oauth2(TestTokens.of("privacy-officer"))
                .formParam("patient.identifier", identifier)
                .post(PATH + "/_search")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static List<String> ids(JsonPath bundle) {
        List<String> ids = bundle.getList("entry.resource.id");
        return ids == null ? List.of() : ids;
    }

    private static @Nullable String next(JsonPath bundle) {
        return bundle.getString("link.find { it.relation == 'next' }?.url");
    }

    private static void awaitPolicy() {
        await().atMost(PATIENCE).until(() -> given().get("/q/health/ready").statusCode() == 200);
    }
}
