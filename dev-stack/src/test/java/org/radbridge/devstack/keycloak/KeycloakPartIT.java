package org.radbridge.devstack.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.devstack.client.Tokens;
import org.radbridge.devstack.part.Ports;
import org.radbridge.devstack.suite.Installation;
import org.radbridge.devstack.suite.PartSpecs;
import org.radbridge.devstack.suite.RunningProcess;
import org.radbridge.devstack.testing.BackingParts;

@Tag("E2")
class KeycloakPartIT {

    @TempDir static Path state;

    private static BackingParts parts;
    private static RunningProcess keycloak;
    private static HttpClient http;
    private static String issuer;

    @BeforeAll
    static void start() {
        parts = BackingParts.with().postgres("keycloak").start();
        int port = new Ports().any();
        issuer = "http://localhost:" + port + "/realms/radbridge";
        keycloak =
                new RunningProcess(
                        PartSpecs.endingWithThisProcess(Installation.find(), state)
                                .keycloak(port, parts.postgresPort()),
                        state);
        keycloak.launch();
        keycloak.awaitHealthy();
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.close();
        keycloak.kill();
        parts.close();
    }

    @Test
    void eachRoleHasAUserWhoseTokenIsForRadbridgeAndSaysTheRole() throws Exception {
        for (String role :
                List.of(
                        "radiologist",
                        "emergency-physician",
                        "technologist",
                        "resident",
                        "ward-staff",
                        "department-head",
                        "it-administrator",
                        "privacy-officer",
                        "registry-coordinator",
                        "patient")) {
            JsonObject claims = claims(new Tokens(http, issuer).ofUser(role));

            assertThat(claims.getString("iss")).isEqualTo(issuer);
            assertThat(claims.getValue("aud")).isEqualTo("radbridge");
            assertThat(roles(claims)).contains(role).doesNotContain("service");
            assertThat(claims.getString("preferred_username")).isEqualTo(role);
        }
    }

    @Test
    void onlyThePatientHasAPatientClaim() throws Exception {
        String key = new PatientIdentifier("RADBRIDGE-PHANTOMS", "PHANTOM-CHEST-001").key();
        Tokens tokens = new Tokens(http, issuer);

        assertThat(claims(tokens.ofUser("patient")).getString("patient")).isEqualTo(key);
        assertThat(claims(tokens.ofUser("radiologist")).getString("patient")).isNull();
    }

    @Test
    void eachServiceActsWithTheServiceRole() throws Exception {
        for (String client :
                List.of(
                        "ingest-service",
                        "inference-service",
                        "fhir-mapper-service",
                        "escalation-service",
                        "rbac-service",
                        "dicomweb-gateway")) {
            JsonObject claims = claims(new Tokens(http, issuer).ofClient(client));

            assertThat(roles(claims)).containsExactly("service");
            assertThat(claims.getValue("aud")).isEqualTo("radbridge");
            assertThat(claims.getString("azp")).isEqualTo(client);
        }
    }

    @Test
    void theHospitalsRecordActsAsIntegratorAndAsNothingElse() throws Exception {
        JsonObject claims = claims(new Tokens(http, issuer).ofClient("ehr"));

        assertThat(roles(claims)).containsExactly("integrator");
        assertThat(claims.getValue("aud")).isEqualTo("radbridge");
    }

    @Test
    void theTokensOfAnotherApplicationAreNotForRadbridge() throws Exception {
        JsonObject claims = claims(new Tokens(http, issuer).ofClient("other-app"));

        assertThat(String.valueOf(claims.getValue("aud"))).doesNotContain("radbridge");
    }

    @Test
    void tokensLiveShortlyAndWrongSecretsGetNone() throws Exception {
        JsonObject claims = claims(new Tokens(http, issuer).ofUser("radiologist"));

        assertThat(claims.getInteger("exp") - claims.getInteger("iat")).isLessThanOrEqualTo(300);
        assertThatThrownBy(() -> new Tokens(http, issuer).ofClient("nobody"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no token");
    }

    @Test
    void theRealmIsThereAgainAfterBeingKilled() throws Exception {
        String before = claims(new Tokens(http, issuer).ofUser("resident")).getString("sub");

        keycloak.kill();
        keycloak.launch();
        keycloak.awaitHealthy();

        assertThat(claims(new Tokens(http, issuer).ofUser("resident")).getString("sub"))
                .isEqualTo(before);
    }

    private static List<String> roles(JsonObject claims) {
        JsonArray roles = claims.getJsonObject("realm_access").getJsonArray("roles");
        return roles.stream().map(String::valueOf).toList();
    }

    private static JsonObject claims(String token) {
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        return new JsonObject(new String(claims, StandardCharsets.UTF_8));
    }
}
