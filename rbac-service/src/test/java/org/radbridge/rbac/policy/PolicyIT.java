package org.radbridge.rbac.policy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.AccessPolicyPublished;
import org.radbridge.contracts.AccessRule;
import org.radbridge.contracts.EventType;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;
import org.radbridge.kit.testing.TestTokens;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@Tag("E1")
@Tag("E4")
class PolicyIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PATH = "/access-policy";
    private static final String YAML = "application/yaml";

    @Inject AccessPolicy inForce;

    @BeforeEach
    void awaitPolicy() {
        await().atMost(PATIENCE).until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void thePolicyIsPublishedAtStartAndAllRulesOfTheFileAreInIt() throws IOException {
        List<AccessRule> shipped = PolicyFile.read(shipped());
        try (EventProbe probe = EventProbe.connect()) {
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(published(probe))
                                    .anySatisfy(p -> assertThat(p.rules()).isEqualTo(shipped)));
            assertThat(probe.received())
                    .filteredOn(r -> r.topic().equals("access.policy"))
                    .allSatisfy(r -> assertThat(r.key()).isEqualTo("access-policy"));
        }
    }

    @Test
    void aChangeIsVersionedPublishedAndEnforcedAndCanBeTakenBack() throws IOException {
        given().auth().oauth2(TestTokens.of("technologist")).get(PATH).then().statusCode(403);
        long before = inForce.version().orElseThrow();
        String wider =
                shipped()
                        .replace(
                                "- resources: [study-status, timeline]\n",
                                "- resources: [study-status, timeline, access-policy]\n");
        put("it-administrator", wider, 200);
        try (EventProbe probe = EventProbe.connect()) {
            await().atMost(PATIENCE)
                    .until(() ->
                            published(probe).stream().anyMatch(p -> p.version() == before + 1));
        }
        await().atMost(PATIENCE).until(() -> inForce.version().orElseThrow() == before + 1);
        given().auth()
                .oauth2(TestTokens.of("technologist"))
                .get(PATH)
                .then()
                .statusCode(200)
                .body("version", equalTo((int) before + 1));

        put("it-administrator", shipped(), 200);
        await().atMost(PATIENCE).until(() -> inForce.version().orElseThrow() == before + 2);
        given().auth().oauth2(TestTokens.of("technologist")).get(PATH).then().statusCode(403);
    }

    @Test
    void aPolicyThatIsNotValidChangesNothing() {
        long before = inForce.version().orElseThrow();
        for (Map.Entry<String, String> fault :
                Map.of(
                                "roles: [{role: radiologist, grants: [{resources: [Xray]}]}]",
                                "there is no resource Xray",
                                "roles: [{role: radiologist, grants: [{resources: [Patient]}]}]",
                                "nobody may use access-policy",
                                "roles: [{role: radiologist, grant: []}]",
                                "grant")
                        .entrySet()) {
            given().auth()
                    .oauth2(TestTokens.of("it-administrator"))
                    .contentType(YAML)
                    .body(fault.getKey().getBytes(StandardCharsets.UTF_8))
                    .put(PATH)
                    .then()
                    .statusCode(422)
                    .body("type", equalTo("urn:radbridge:failure:policy-invalid"))
                    .body("detail", containsString(fault.getValue()));
        }
        assertThat(inForce.version()).hasValue(before);
    }

    @Test
    void onlyThoseWhomThePolicyNamesReadOrChangeIt() throws IOException {
        for (String role : List.of("radiologist", "service", "patient", "department-head")) {
            given().auth().oauth2(TestTokens.of(role)).get(PATH).then().statusCode(403);
            put(role, shipped(), 403);
        }
        given().get(PATH).then().statusCode(401);
    }

    private static void put(String role, String yaml, int status) {
        given().auth()
                .oauth2(TestTokens.of(role))
                .contentType(YAML)
                .body(yaml.getBytes(StandardCharsets.UTF_8))
                .put(PATH)
                .then()
                .statusCode(status);
    }

    private static boolean isOurs(EventProbe.Received record) {
        return record.topic().equals("access.policy")
                && "urn:radbridge:rbac-service".equals(record.headers().get("ce_source"));
    }

    private static List<AccessRule> rules(EventProbe.Received record) {
        return record.event(AccessPolicyPublished.class).rules();
    }

    private static List<AccessPolicyPublished> published(EventProbe probe) {
        return probe.events(EventType.ACCESS_POLICY_PUBLISHED, AccessPolicyPublished.class);
    }

    private static String shipped() throws IOException {
        return Files.readString(
                Path.of(Objects.requireNonNull(System.getProperty("radbridge.root")))
                        .resolve("rbac-service/src/main/resources/access-policy.yaml"));
    }
}
