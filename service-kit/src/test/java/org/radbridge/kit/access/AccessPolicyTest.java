package org.radbridge.kit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.AccessAction;
import org.radbridge.contracts.AccessPolicyPublished;
import org.radbridge.contracts.AccessRule;
import org.radbridge.contracts.ResultState;
import org.radbridge.kit.access.AccessDecision.Denied;
import org.radbridge.kit.access.AccessDecision.Granted;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.testing.DefaultPolicy;

@Tag("E1")
@Tag("E4")
class AccessPolicyTest {
    private static final List<ResultState> BOTH = List.of(ResultState.values());
    private static final List<ResultState> SIGNED = List.of(ResultState.SIGNED);

    private final AccessPolicy policy = new AccessPolicy();

    @Test
    void withoutAPolicyNobodyIsAnswered() {
        assertThatThrownBy(() -> policy.decide(caller("radiologist"), "DiagnosticReport"))
                .isInstanceOfSatisfying(
                        RadbridgeException.class,
                        e -> assertThat(e.failureId()).isEqualTo(KitFailure.POLICY_MISSING));
    }

    @Test
    void whatNoRuleGrantsIsDenied() {
        accept(1, rule("radiologist", BOTH, "*"));
        assertThat(policy.decide(caller("technologist"), "Observation")).isEqualTo(new Denied());
        assertThat(policy.decide(caller("radiologist"), "Patient")).isEqualTo(new Denied());
        assertThatThrownBy(() -> policy.require(caller("technologist"), "Observation"))
                .isInstanceOf(AccessDenied.class);
    }

    @Test
    void anOlderPolicyDoesNotReplaceANewerOne() {
        accept(2, rule("radiologist", BOTH, "*"));
        accept(1);
        assertThat(policy.version()).hasValue(2);
        assertThat(policy.decide(caller("radiologist"), "Observation")).isInstanceOf(Granted.class);
    }

    @Test
    void theWiderOfTwoGrantsIsUsedWhereItHoldsTheOther() {
        accept(1, rule("emergency-physician", BOTH, "id"), rule("radiologist", BOTH, "*"));
        Granted granted =
                policy.require(caller("emergency-physician", "radiologist"), "Observation");
        assertThat(granted.allElements()).isTrue();
        assertThat(granted.unsigned()).isTrue();
    }

    @Test
    void grantsThatDifferInOneRespectAddUp() {
        accept(1, rule("a", SIGNED, "id"), rule("b", SIGNED, "status"));
        assertThat(policy.require(caller("a", "b"), "Observation").elements())
                .isEqualTo(Set.of("id", "status"));
    }

    @Test
    void grantsThatDifferInSeveralRespectsNeverAddUpToMoreThanEach() {
        AccessRule ownResults =
                new AccessRule("patient", "Observation", SIGNED, List.of("*"), false, true, null);
        accept(1, rule("ward-staff", BOTH, "id"), ownResults);
        Granted granted = policy.require(caller("patient", "ward-staff"), "Observation");
        assertThat(granted.elements()).containsExactly("id");
        assertThat(granted.ownPatientOnly()).isFalse();
        assertThat(granted.unsigned()).isTrue();
    }

    @Test
    void aGrantToReadIsNoneToWrite() {
        accept(1, rule("radiologist", BOTH, "*"));
        for (AccessAction action :
                List.of(AccessAction.CREATE, AccessAction.UPDATE, AccessAction.DELETE)) {
            assertThat(policy.decide(caller("radiologist"), "Observation", action))
                    .isEqualTo(new Denied());
        }
    }

    @Test
    void eachActionIsGrantedByTheRulesThatNameIt() {
        AccessRule own =
                new AccessRule(
                        "patient",
                        "Consent",
                        BOTH,
                        List.of("*"),
                        false,
                        true,
                        List.of(AccessAction.CREATE));
        accept(1, own);
        assertThat(policy.decide(caller("patient"), "Consent")).isEqualTo(new Denied());
        assertThat(policy.require(caller("patient"), "Consent", AccessAction.CREATE))
                .matches(Granted::ownPatientOnly);
    }

    @Test
    void inTheDefaultPolicyNobodyWritesResults() {
        AccessPolicyPublished shipped = DefaultPolicy.read();
        assertThat(shipped.rules())
                .filteredOn(rule -> !rule.actions().equals(List.of(AccessAction.READ)))
                .isNotEmpty()
                .allMatch(rule -> rule.role().equals("integrator"))
                .noneMatch(rule ->
                        List.of(
                                        "ImagingStudy",
                                        "DiagnosticReport",
                                        "Observation",
                                        "Provenance",
                                        "Task",
                                        "Device",
                                        "Endpoint",
                                        "Communication",
                                        "AuditEvent")
                                .contains(rule.resource()));
    }

    @Test
    void theDefaultPolicyShowsWardStaffNoFindingAndAdministratorsNoPatient() {
        policy.accept(DefaultPolicy.read());
        assertThat(policy.decide(caller("ward-staff"), "Observation")).isEqualTo(new Denied());
        assertThat(policy.require(caller("ward-staff"), "DiagnosticReport").element("conclusion"))
                .isFalse();
        assertThat(policy.decide(caller("it-administrator"), "Patient")).isEqualTo(new Denied());
        assertThat(policy.require(caller("it-administrator"), "AuditEvent").element("entity"))
                .isFalse();
        assertThat(policy.require(caller("patient"), "DiagnosticReport").ownPatientOnly()).isTrue();
        assertThat(policy.require(caller("emergency-physician"), "Observation").primaryOnly())
                .isTrue();
    }

    private void accept(long version, AccessRule... rules) {
        policy.accept(new AccessPolicyPublished(version, Instant.now(), List.of(rules)));
    }

    private static AccessRule rule(String role, List<ResultState> states, String... elements) {
        return new AccessRule(role, "Observation", states, List.of(elements), false, false, null);
    }

    private static Caller caller(String... roles) {
        return new Caller("s", "n", Set.of(roles), Optional.empty(), Optional.empty());
    }
}
