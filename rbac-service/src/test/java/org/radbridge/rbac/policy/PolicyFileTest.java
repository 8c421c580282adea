package org.radbridge.rbac.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radbridge.contracts.AccessAction;
import org.radbridge.contracts.AccessRule;
import org.radbridge.contracts.ResultState;

@Tag("E1")
@Tag("E4")
class PolicyFileTest {
    private static final String VALID =
            """
            roles:
              - role: ward-staff
                grants:
                  - resources: [DiagnosticReport]
                    states: [signed]
                    elements: [id, status]
              - role: it-administrator
                grants:
                  - resources: [access-policy]
            """;

    @Test
    void rulesStandInTheFilesOrder() {
        assertThat(PolicyFile.read(VALID))
                .containsExactly(
                        new AccessRule(
                                "ward-staff",
                                "DiagnosticReport",
                                List.of(ResultState.SIGNED),
                                List.of("id", "status"),
                                false,
                                false,
                                null),
                        new AccessRule(
                                "it-administrator",
                                "access-policy",
                                List.of(ResultState.UNSIGNED, ResultState.SIGNED),
                                List.of("*"),
                                false,
                                false,
                                List.of(AccessAction.READ)));
    }

    @ParameterizedTest
    @CsvSource({
        "ward-staff, ward-stuff, there is no role ward-stuff",
        "[DiagnosticReport], [DiagnosticReports], there is no resource DiagnosticReports",
        "'[DiagnosticReport]', '[DiagnosticReport, DiagnosticReport]', stands twice",
        "'[signed]', '[verified]', verified",
        "'[id, status]', '[]', grants nothing",
        "'states:', 'state:', state",
        "[access-policy], [operations], could never be changed again",
        "'resources: [DiagnosticReport]', 'primaryOnly: true', resources",
        "'elements: [id, status]', 'actions: []', grants nothing",
        "'elements: [id, status]', 'actions: [write]', write",
        "'elements: [id, status]', 'elements: [id]\n        actions: [update]', writes whole",
        "'roles:', 'roles: [', roles"
    })
    void faultIsNamed(String valid, String broken, String message) {
        assertThat(VALID).contains(valid);

        assertThatThrownBy(() -> PolicyFile.read(VALID.replace(valid, broken)))
                .isInstanceOf(InvalidPolicyException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shippedPolicyKeepsFindingsFromThoseWhoMayNotSeeThem() throws IOException {
        List<AccessRule> rules = shipped();

        assertThat(resourcesOf(rules, "technologist"))
                .containsExactlyInAnyOrder("study-status", "timeline");
        assertThat(resourcesOf(rules, "department-head"))
                .containsExactlyInAnyOrder("aggregates", "research-export");
        assertThat(resourcesOf(rules, "it-administrator"))
                .containsExactlyInAnyOrder(
                        "operations",
                        "quarantine",
                        "import",
                        "routing",
                        "access-policy",
                        "AuditEvent");
        assertThat(resourcesOf(rules, "privacy-officer"))
                .containsExactlyInAnyOrder("AuditEvent", "legal-hold", "deletion");
        assertThat(rule(rules, "it-administrator", "AuditEvent").elements())
                .doesNotContain("entity", "*");
        assertThat(rule(rules, "emergency-physician", "Observation"))
                .returns(true, AccessRule::primaryOnly)
                .satisfies(r -> assertThat(r.elements()).doesNotContain("component", "*"));
        assertThat(rule(rules, "emergency-physician", "DiagnosticReport").elements())
                .doesNotContain("result", "conclusion", "presentedForm", "*");
        assertThat(rule(rules, "resident", "DiagnosticReport").states())
                .containsExactly(ResultState.SIGNED);
        assertThat(resourcesOf(rules, "registry-coordinator"))
                .containsExactlyInAnyOrder(
                        "Patient",
                        "ImagingStudy",
                        "DiagnosticReport",
                        "Observation",
                        "Condition",
                        "ServiceRequest");
        assertThat(rules.stream().filter(r -> r.role().equals("registry-coordinator")))
                .allSatisfy(r -> {
                    assertThat(r.states()).containsExactly(ResultState.SIGNED);
                    assertThat(r.actions()).containsExactly(AccessAction.READ);
                });
        assertThat(rules.stream().filter(r -> r.role().equals("patient")))
                .allMatch(AccessRule::ownPatientOnly)
                .allMatch(r -> r.states().equals(List.of(ResultState.SIGNED)));
    }

    @Test
    void readingAndWritingMayBeGrantedApart() {
        String yaml =
                VALID.replace(
                        "elements: [id, status]",
                        "elements: [id, status]\n"
                                + "      - resources: [DiagnosticReport]\n"
                                + "        actions: [create, update]");

        assertThat(PolicyFile.read(yaml))
                .element(1)
                .extracting(AccessRule::actions)
                .isEqualTo(List.of(AccessAction.CREATE, AccessAction.UPDATE));
    }

    @Test
    void everyRoleOfTheVocabularyHasRules() throws IOException {
        Set<String> roles = shipped().stream().map(AccessRule::role).collect(Collectors.toSet());

        assertThat(roles).isEqualTo(PolicyVocabulary.ROLES);
    }

    private static Set<String> resourcesOf(List<AccessRule> rules, String role) {
        return rules.stream()
                .filter(rule -> rule.role().equals(role))
                .map(AccessRule::resource)
                .collect(Collectors.toSet());
    }

    private static AccessRule rule(List<AccessRule> rules, String role, String resource) {
        return rules.stream()
                .filter(r -> r.role().equals(role) && r.resource().equals(resource))
                .findFirst()
                .orElseThrow();
    }

    private static List<AccessRule> shipped() throws IOException {
        try (InputStream yaml =
                Objects.requireNonNull(
                        PolicyFileTest.class.getResourceAsStream("/access-policy.yaml"))) {
            return PolicyFile.read(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
