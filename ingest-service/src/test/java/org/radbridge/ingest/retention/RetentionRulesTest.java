package org.radbridge.ingest.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.kit.failure.RadbridgeException;

@Tag("A11")
class RetentionRulesTest {
    private static final Instant RECEIVED = Instant.parse("2020-02-29T10:00:00Z");
    private static final RetentionRules RULES =
            RetentionRulesFile.read(
                    "test",
                    """
                    rules:
                      - name: mammography
                        modality: [MG, SR]
                        keep: forever
                      - name: teaching
                        source: TEACHING
                        state: [ANALYSED, FAILED]
                        keep: P90D
                      - name: all others
                        keep: P10Y
                    """);

    @Test
    void theFirstRuleThatMatchesDecides() {
        Instant muchLater = Instant.parse("2090-01-01T00:00:00Z");

        assertThat(RULES.over(study(Set.of("MG"), Set.of("TEACHING"), "ANALYSED"), muchLater))
                .isEmpty();
        assertThat(RULES.over(study(Set.of("CT"), Set.of("TEACHING"), "ANALYSED"), muchLater))
                .hasValueSatisfying(rule -> assertThat(rule.name()).isEqualTo("teaching"));
        assertThat(RULES.over(study(Set.of("CT"), Set.of("TEACHING"), "ROUTED"), muchLater))
                .hasValueSatisfying(rule -> assertThat(rule.name()).isEqualTo("all others"));
    }

    @Test
    void aConditionHoldsOnlyWhenItListsAllThatTheStudyHas() {
        Instant ninetyOneDaysLater = RECEIVED.plusSeconds(91 * 86_400);

        assertThat(
                        RULES.over(
                                study(Set.of("MG", "CT"), Set.of("A"), "ROUTED"),
                                Instant.parse("2090-01-01T00:00:00Z")))
                .isNotEmpty();
        assertThat(
                        RULES.over(
                                study(Set.of("CT"), Set.of("TEACHING", "CT1"), "ANALYSED"),
                                ninetyOneDaysLater))
                .isEmpty();
        assertThat(RULES.over(study(Set.of("CT"), Set.of(), "ANALYSED"), ninetyOneDaysLater))
                .isEmpty();
    }

    @Test
    void aStudyIsKeptToTheLastDayOfItsPeriod() {
        StudyFacts study = study(Set.of("CT"), Set.of("CT1"), "ANALYSED");

        assertThat(RULES.over(study, Instant.parse("2030-02-28T09:59:59Z"))).isEmpty();
        assertThat(RULES.over(study, Instant.parse("2030-03-01T10:00:01Z"))).isPresent();
    }

    @Test
    void withoutARuleThatMatchesAStudyIsKept() {
        RetentionRules one =
                RetentionRulesFile.read("test", "rules: [{name: a, modality: US, keep: P1D}]");

        assertThat(
                        one.over(
                                study(Set.of("CT"), Set.of(), "ROUTED"),
                                Instant.parse("2090-01-01T00:00:00Z")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rules: [{name: a}]",
                "rules: [{keep: P1Y}]",
                "rules: [{name: a, keep: P0D}]",
                "rules: [{name: a, keep: ten years}]",
                "rules: [{name: a, modalty: CT, keep: P1Y}]",
                "rules: [{name: a, modality: [], keep: P1Y}]",
                "rules: [{name: a, state: GONE, keep: P1Y}]",
                "rules: {"
            })
    void whatIsNotUnderstoodIsAnError(String yaml) {
        assertThatThrownBy(() -> RetentionRulesFile.read("test", yaml))
                .isInstanceOfSatisfying(
                        RadbridgeException.class,
                        e -> assertThat(e.failureId()).isEqualTo(RetentionFailure.RULES_INVALID));
    }

    private static StudyFacts study(Set<String> modalities, Set<String> sources, String state) {
        return new StudyFacts("1.2.3", RECEIVED, modalities, sources, state);
    }
}
