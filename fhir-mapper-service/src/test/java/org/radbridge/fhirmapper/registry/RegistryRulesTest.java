package org.radbridge.fhirmapper.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radbridge.contracts.CodedConcept;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.Measurement;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.rules.RuleSet;
import org.radbridge.fhirmapper.rules.Standing;
import org.radbridge.fhirmapper.study.StudyMetadata;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;

/** What a site may say of its registries, and which results it covers. */
@Tag("C13")
class RegistryRulesTest {
    private static final String RULE =
            """
            rules:
              - id: nodule
                registry: {system: "urn:site:registries", code: lung, display: Lung nodules}
                findings: [Nodule]
                codes: [{system: "http://snomed.info/sct", code: "427359005"}]
                confidence: 0.6
                urgencies: [urgent, routine]
                from: preliminary
                ages: {from: 40, to: 80}
                modalities: [CT, DX]
                followUp:
                  code: {system: "urn:site:procedures", code: CTC, display: CT of chest}
                  earliest: P3M
                  latest: P6M
                  modality: CT
            """;

    /** Born 1970-01-02, examined 2026-11-22: 56 years. */
    private final TestStudy study = TestStudies.radiograph("MRN-RULES");

    @Test
    void theExampleIsValidAndAsksOfSignedReportsUnlessToldOtherwise() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(
                        RegistryRule.class.getResourceAsStream("/registry-rules-example.yaml"))) {
            RuleSet<RegistryRule> rules =
                    read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            assertThat(rules.rules()).allMatch(rule -> rule.from() == Standing.SIGNED);
            assertThat(rules.rules().stream().map(RegistryRule::id))
                    .containsExactly("lung-nodule", "aneurysm");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "true,  Nodule,  1,         0.6,  ROUTINE",
        "false, Nodule,  1,         0.59, ROUTINE",
        "false, Nodule,  1,         0.9,  CRITICAL",
        "true,  Opacity, 427359005, 0.9,  URGENT",
        "false, Opacity, 1,         0.9,  URGENT",
    })
    void aRuleCoversByLabelOrCodeConfidenceAndUrgency(
            boolean covers, String label, String code, double confidence, Urgency urgency) {
        assertThat(found(RULE, result(label, code, confidence, urgency)).isEmpty())
                .isNotEqualTo(covers);
    }

    @ParameterizedTest
    @CsvSource({
        "true,  '{from: 56}',          19700102, 20261122",
        "true,  '{to: 56}',            19700102, 20261122",
        "false, '{from: 57}',          19700102, 20261122",
        "false, '{to: 55}',            19700102, 20261122",
        "false, '{from: 57}',          19691123, 20261122",
        "true,  '{from: 57}',          19691122, 20261122",
    })
    void ageCountsInCompletedYearsAtTheStudy(
            boolean covers, String ages, String born, String made) {
        StudyResult result = result("Nodule", "1", 0.9, Urgency.ROUTINE);
        result.study().header().put(org.radbridge.dicom.data.Tag.PatientBirthDate, born);
        result.study().header().put(org.radbridge.dicom.data.Tag.StudyDate, made);
        String rule = RULE.replace("{from: 40, to: 80}", ages);
        assertThat(found(rule, result).isEmpty()).isNotEqualTo(covers);
    }

    @ParameterizedTest
    @CsvSource({
        "true,  057Y, true",
        "false, 030Y, true",
        "false, 400M, true",
        "true,  '',   false",
        "true,  old,  false",
    })
    void withoutABirthDateTheModalitysWordCountsAndWhoseAgeIsUnknownIsShown(
            boolean covers, String age, boolean known) {
        StudyResult result = result("Nodule", "1", 0.9, Urgency.ROUTINE);
        result.study().header().put(org.radbridge.dicom.data.Tag.PatientBirthDate, "");
        result.study().header().put(org.radbridge.dicom.data.Tag.PatientAge, age);
        Map<String, CaseEvidence> found = found(RULE, result);
        assertThat(found.isEmpty()).isNotEqualTo(covers);
        found.values().forEach(evidence -> assertThat(evidence.aged()).isEqualTo(known));
    }

    @Test
    void theSeriesThatTheModelSawHasToBeOfAModalityOfTheRule() {
        StudyResult result = result("Nodule", "1", 0.9, Urgency.ROUTINE);
        assertThat(found(RULE, result)).isNotEmpty();
        assertThat(found(RULE.replace("[CT, DX]", "[CT, MR]"), result)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "true,  'atLeast: 6',            6,    mm,  103339001",
        "false, 'atLeast: 6',            5.99, mm,  103339001",
        "true,  'below: 30',             29.9, mm,  103339001",
        "false, 'below: 30',             30,   mm,  103339001",
        "true,  'atLeast: 6, below: 30', 12,   mm,  103339001",
        "false, 'atLeast: 6, below: 30', 12,   cm,  103339001",
        "false, 'atLeast: 6, below: 30', 12,   mm,  103340004",
    })
    void aRuleMayAskForASizeInTheUnitThatItNames(
            boolean covers, String bounds, double value, String unit, String quantity) {
        String rule =
                RULE.replace(
                        "    followUp:",
                        """
                            measurement:
                              quantity: {system: "http://snomed.info/sct", code: "103339001"}
                              %s
                              unit: mm
                            followUp:\
                        """
                                .formatted(bounds.replace(", ", "\n      ")));
        CodedConcept of = new CodedConcept("http://snomed.info/sct", quantity, "An axis");
        StudyResult sized = result(measured(List.of(new Measurement(of, value, unit, of))));
        assertThat(found(rule, sized).isEmpty()).isNotEqualTo(covers);
        assertThat(found(rule, result(measured(List.of())))).as("not measured").isEmpty();
    }

    @Test
    void aReportThatNobodySignedIsPassedOverWhereTheRuleWaits() {
        StudyResult result = result("Nodule", "1", 0.9, Urgency.ROUTINE);
        assertThat(found(RULE.replace("preliminary", "signed"), result)).isEmpty();
    }

    @Test
    void theTimeOfTheFollowUpIsCountedFromTheStudy() {
        FollowUp followUp = read(RULE).rules().getFirst().followUp();
        assertThat(followUp.from(LocalDate.of(2026, 11, 30))).isEqualTo("2027-02-28");
        assertThat(followUp.until(LocalDate.of(2026, 11, 30))).isEqualTo("2027-05-30");
    }

    @ParameterizedTest
    @CsvSource({
        "id: nodule, id: Nodule!, a rule's id",
        "confidence: 0.6, confidnce: 0.6, confidnce",
        "confidence: 0.6, confidence: -1, 0 to 1",
        "'{from: 40, to: 80}', '{from: 80, to: 40}', ages",
        "'{from: 40, to: 80}', '{}', ages",
        "'[CT, DX]', '[ct]', no modality",
        "latest: P6M, latest: P2M, latest is before earliest",
        "earliest: P3M, earliest: P-3M, latest is before earliest",
        "earliest: P3M, earliest: soon, line: 13",
        "modality: CT, note: none, followUp.modality",
        "code: CTC, code: '', code is missing",
    })
    void whatIsNotValidIsToldWithItsPlace(String from, String to, String told) {
        assertThat(RULE).contains(from);
        assertThatThrownBy(() -> read(RULE.replace(from, to)))
                .hasMessageContaining("site.yaml")
                .hasMessageContaining(told);
    }

    private StudyResult result(String label, String code, double confidence, Urgency urgency) {
        return result(TestResults.finding(study, label, code, confidence, urgency));
    }

    private Finding measured(List<Measurement> measurements) {
        Finding finding = TestResults.finding(study, "Nodule", "1", 0.9, Urgency.ROUTINE);
        return new Finding(
                finding.label(),
                finding.display(),
                finding.codes(),
                finding.confidence(),
                finding.threshold(),
                finding.present(),
                finding.urgency(),
                finding.evidence(),
                measurements);
    }

    private StudyResult result(Finding finding) {
        InferenceCompleted event = TestResults.result(study, 1, List.of(finding));
        StudyMetadata metadata = study.metadata();
        return StudyResult.unread(event, metadata, Instant.parse("2026-11-22T08:16:00Z"));
    }

    private static Map<String, CaseEvidence> found(String rules, StudyResult result) {
        return new CaseFinder(read(rules), ZoneOffset.UTC).evidence(result);
    }

    private static RuleSet<RegistryRule> read(String yaml) {
        return RuleSet.read(yaml, "registry rules site.yaml", RegistryRule.class);
    }
}
