package org.radbridge.rbac.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;
import org.radbridge.kit.testing.TestTokens;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@Tag("E5")
class AuditIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    @Inject DataSource database;
    private EventProbe probe;
    private final String mrn = "MRN-" + UUID.randomUUID();

    @BeforeEach
    void connect() {
        probe = EventProbe.connect();
    }

    @AfterEach
    void disconnect() {
        probe.close();
    }

    @Test
    void accessIsFoundByThePatientsIdentifierWithRoleTokenAndQuery() {
        probe.publish(access("dr-house", "status=final"), Lane.ROUTINE);

        JsonPath bundle = eventually(1);

        String event = "entry[0].resource.";
        assertThat(bundle.getString(event + "agent[0].name")).isEqualTo("dr-house");
        assertThat(bundle.getString(event + "agent[0].role[0].coding[0].code"))
                .isEqualTo("radiologist");
        assertThat(bundle.getString(event + "agent[0].policy[0]")).isEqualTo("urn:jti:token-1");
        assertThat(bundle.getString(event + "entity[0].what.identifier.value")).isEqualTo(mrn);
        String query = bundle.getString(event + "entity.find{it.query != null}.query");
        assertThat(new String(Base64.getDecoder().decode(query))).isEqualTo("status=final");
    }

    @Test
    void sameRecordTwiceIsKeptOnce() {
        AuditRecorded access = access("dr-who", null);
        probe.publish(access, Lane.ROUTINE);
        probe.publish(access, Lane.ROUTINE);
        probe.publish(access("dr-grey", null), Lane.ROUTINE);

        eventually(2);
    }

    @Test
    void itAdministratorReadsTheLogWithoutPatients() {
        probe.publish(access("dr-house", "patient=1"), Lane.ROUTINE);
        eventually(1);
        String token = TestTokens.of("it-administrator");

        String body =
                given().auth()
                        .oauth2(token)
                        .queryParam("agent", "dr-house")
                        .get("/fhir/AuditEvent")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString();

        assertThat(body).contains("dr-house").doesNotContain("entity", "MRN-", "2.25.77");
        byPatient(token).statusCode(403);
    }

    @Test
    void othersReadNoAuditAndIdentifiersStayOutOfUrls() {
        given().get("/fhir/AuditEvent").then().statusCode(401);
        for (String role : List.of("radiologist", "technologist", "ward-staff", "patient")) {
            given().auth()
                    .oauth2(TestTokens.of(role))
                    .get("/fhir/AuditEvent")
                    .then()
                    .statusCode(403)
                    .body("resourceType", equalTo("OperationOutcome"));
        }
        given().auth()
                .oauth2(TestTokens.of("privacy-officer"))
                .queryParam("patient.identifier", "x|y")
                .get("/fhir/AuditEvent")
                .then()
                .statusCode(400);
    }

    @Test
    void changedRecordIsRefusedAndAForcedChangeBreaksTheChain() throws SQLException {
        probe.publish(access("dr-house", null), Lane.ROUTINE);
        eventually(1);
        verdict().body("intact", equalTo(true));

        assertThatThrownBy(() -> execute("UPDATE audit_event SET document = '{}'"))
                .hasMessageContaining("neither changed nor removed");
        execute("ALTER TABLE audit_event DISABLE TRIGGER audit_event_append_only");
        execute(replacing(mrn, "X" + mrn));
        verdict().body("intact", equalTo(false));
        execute(replacing("X" + mrn, mrn));
        execute("ALTER TABLE audit_event ENABLE TRIGGER audit_event_append_only");
        verdict().body("intact", equalTo(true));
    }

    private static String replacing(String from, String to) {
        return "UPDATE audit_event SET document = replace(document, '%s', '%s')"
                .formatted(from, to);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static ValidatableResponse verdict() {
        return given().auth()
                .oauth2(TestTokens.of("it-administrator"))
                .get("/audit/verify")
                .then()
                .statusCode(200);
    }

    private JsonPath eventually(int records) {
        String token = TestTokens.of("privacy-officer");
        await().atMost(LONG_ENOUGH)
                .untilAsserted(
                        () -> byPatient(token).statusCode(200).body("entry", hasSize(records)));
        return byPatient(token).extract().jsonPath();
    }

    private ValidatableResponse byPatient(String token) {
        return given().auth()
                .oauth2(token)
                .formParam("patient.identifier", "urn:oid:2.25.1|" + mrn)
                .post("/fhir/AuditEvent/_search")
                .then();
    }

    private AuditRecorded access(String user, @Nullable String query) {
        return new AuditRecorded(
                UUID.randomUUID().toString(),
                Instant.now(),
                "fhir-mapper-service",
                query == null ? AuditRecorded.Action.READ : AuditRecorded.Action.QUERY,
                AuditRecorded.Outcome.SUCCESS,
                "subject",
                user,
                List.of("radiologist"),
                "token-1",
                "127.0.0.1",
                new PatientIdentifier("2.25.1", mrn),
                "2.25.77",
                "DiagnosticReport",
                null,
                query,
                null);
    }
}
