package org.radbridge.ingest.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radbridge.ingest.evidence.EvidenceKind;
import org.radbridge.ingest.routing.SeriesFacts;
import org.radbridge.ingest.settings.SettingsException;
import org.radbridge.ingest.settings.SettingsFile;
import org.radbridge.ingest.study.ClosePolicy.Withhold;

@Tag("A5")
class ClosePoliciesFileTest {
    private static final Duration QUIET = Duration.ofSeconds(30);
    private static final ClosePolicies PER_SOURCE =
            ClosePoliciesFile.read(
                    "test",
                    """
                    policies:
                      - name: scanner that reports its steps
                        when: {callingAe: [CT1, CT2]}
                        closeOn: {mpps: 2s, quiet: never}
                        missing: {wait: 1h, withhold: series}
                      - name: all others
                        closeOn: {count: 0s, quiet: 45s}
                    """,
                    QUIET);

    @Test
    void theFirstPolicyThatAppliesCounts() {
        ClosePolicy scanner = PER_SOURCE.of(List.of(from("CT1")));

        assertThat(scanner.name()).isEqualTo("scanner that reports its steps");
        assertThat(scanner.settle(EvidenceKind.MPPS)).contains(Duration.ofSeconds(2));
        assertThat(scanner.settle(EvidenceKind.IAN)).isEmpty();
        assertThat(scanner.quiet()).isEmpty();
        assertThat(scanner.missingWait()).isEqualTo(Duration.ofHours(1));
        assertThat(scanner.withhold()).isEqualTo(Withhold.SERIES);
        assertThat(PER_SOURCE.of(List.of(from("XRAY"))).quiet()).contains(Duration.ofSeconds(45));
        assertThat(PER_SOURCE.of(List.of()).name()).isEqualTo("all others");
    }

    @Test
    void theShippedPolicyTakesAllEvidenceAndTheConfiguredQuietPeriod() {
        ClosePolicy shipped =
                new SettingsFile<>(
                                "close-policies",
                                Optional.empty(),
                                "close-policies.yaml",
                                (source, text) -> ClosePoliciesFile.read(source, text, QUIET))
                        .value()
                        .of(List.of());

        assertThat(shipped.closeOn()).containsOnlyKeys(EvidenceKind.values());
        assertThat(shipped.quiet()).contains(QUIET);
        assertThat(shipped.withhold()).isEqualTo(Withhold.STUDY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                        | no list 'policies'",
                "policies: [{closeOn: {mpps: 1s}}]                         | policy 1 has no name",
                "policies: [{name: a}]                                     | nothing under 'closeOn'",
                "policies: [{name: a, closeOn: {msps: 1s}}]                | msps' is not one of",
                "policies: [{name: a, closeOn: {mpps: soon}}]              | soon' is not a duration",
                "policies: [{name: a, closeOn: {mpps: -1s}}]               | is negative",
                "policies: [{name: a, closeOn: {mpps: 1s}, missing: {withhold: none}}] | not study or series",
                "policies: [{name: a, when: {modality: CT}, closeOn: {mpps: 1s}}] | leave out its 'when'",
                "policies: [{name: a, closeOn: {mpps: 1s}}, {name: b, closeOn: {mpps: 1s}}] | never apply",
                "policies: [{name: a, when: {modalty: CT}, closeOn: {mpps: 1s}}] | modalty' is not one of"
            })
    void faultsInTheFileAreNamed(String yaml, String told) {
        assertThatThrownBy(() -> ClosePoliciesFile.read("test", yaml, QUIET))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(told);
    }

    private static SeriesFacts from(String callingAe) {
        return new SeriesFacts(
                "2.25.1",
                "CT",
                null,
                null,
                null,
                null,
                null,
                callingAe,
                List.of(),
                1,
                null,
                null,
                null,
                LocalDateTime.of(2026, 11, 22, 10, 0));
    }
}
