package org.radbridge.fhirmapper.consult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.rules.RuleSet;
import org.radbridge.fhirmapper.rules.Standing;

@Tag("C14")
class ConsultRulesTest {
    private static final String RULE =
            """
            rules:
              - id: vessels
                findings: [Aneurysm]
                confidence: 0.5
                urgencies: [critical, urgent]
                service: {system: "urn:site:services", code: NSURG, display: Neurosurgical consult}
                specialty: Neurosurgery
            """;

    @Test
    void theExampleIsValidAndAsksOfSignedReportsUnlessToldOtherwise() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(
                        ConsultRule.class.getResourceAsStream("/consult-rules-example.yaml"))) {
            RuleSet<ConsultRule> rules =
                    read(new String(file.readAllBytes(), StandardCharsets.UTF_8), "example");
            assertThat(rules.rules().stream().map(ConsultRule::from))
                    .containsExactly(Standing.SIGNED, Standing.PRELIMINARY);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "true,  Aneurysm, 0.5,  URGENT,  false",
        "false, Aneurysm, 0.49, URGENT,  false",
        "true,  Aneurysm, 0.1,  URGENT,  true",
        "false, Aneurysm, 0.9,  ROUTINE, false",
        "false, Effusion, 0.9,  URGENT,  false",
    })
    void aRuleCoversByLabelConfidenceOrARadiologistsWordAndUrgency(
            boolean covers, String label, double confidence, Urgency urgency, boolean said) {
        ConsultRule rule = read(RULE, "test").rules().getFirst();
        Finding finding =
                new Finding(
                        label, label, List.of(), confidence, 0.5, true, urgency, null, List.of());
        assertThat(rule.filter().covers(finding, said)).isEqualTo(covers);
    }

    @ParameterizedTest
    @CsvSource({
        "id: vessels, id: Vessels!, a rule's id",
        "findings: [Aneurysm], findings: [], names no findings",
        "confidence: 0.5, confidence: 2, 0 to 1",
        "specialty: Neurosurgery, speciality: Neurosurgery, line: 8",
        "code: NSURG, code: '', code is missing",
    })
    void whatIsNotValidIsToldWithItsPlace(String from, String to, String told) {
        assertThatThrownBy(() -> read(RULE.replace(from, to), "site.yaml"))
                .hasMessageContaining("site.yaml")
                .hasMessageContaining(told);
    }

    @Test
    void anotherTextIsAnotherVersion() {
        assertThat(read(RULE, "test").version())
                .isEqualTo(read(RULE, "test").version())
                .isNotEqualTo(read(RULE + "# changed", "test").version());
    }

    private static RuleSet<ConsultRule> read(String yaml, String source) {
        return RuleSet.read(yaml, source, ConsultRule.class);
    }
}
