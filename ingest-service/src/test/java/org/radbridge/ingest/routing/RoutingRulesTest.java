package org.radbridge.ingest.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.RoutedModel;
import org.radbridge.dicom.data.Uid;
import org.radbridge.ingest.settings.SettingsException;

@Tag("A6")
class RoutingRulesTest {
    private static final String CHEST = "chest_radiograph_reference";
    private static final String HEAD = "head_ct_haemorrhage_reference";

    /** A Sunday. */
    private static final LocalDateTime RECEIVED = LocalDateTime.of(2026, 11, 22, 3, 15);

    private final RoutingRules shipped = RulesInForce.shipped();

    @ParameterizedTest
    @CsvSource({
        "CR, CHEST, , 1, " + CHEST,
        "DX, Thorax, , 1, " + CHEST,
        "DX, , PA chest standing, 1, " + CHEST,
        "CT, HEAD, , 30, " + HEAD,
        "CT, , CT Brain w/o contrast, 30, " + HEAD
    })
    void shippedRulesKnowTheReferenceModels(
            String modality,
            @Nullable String bodyPart,
            @Nullable String studyDescription,
            int instances,
            String model) {
        Routing routing =
                shipped.route(
                        List.of(series("1.1", modality, bodyPart, studyDescription, instances)));

        assertThat(routing.models()).extracting(RoutedModel::model).containsExactly(model);
        assertThat(routing.lane()).isEqualTo(Lane.ROUTINE);
    }

    @ParameterizedTest
    @CsvSource({"CR, EXTREMITY, 1", "CT, ABDOMEN, 30", "MR, HEAD, 30", "CT, HEAD, 2"})
    void shippedRulesLeaveOtherStudiesAlone(String modality, String bodyPart, int instances) {
        Routing routing =
                shipped.route(List.of(series("1.1", modality, bodyPart, null, instances)));

        assertThat(routing.models()).isEmpty();
    }

    @Test
    void aModelThatSeveralRulesChooseRunsOnceOnAllTheirSeries() {
        Routing routing =
                shipped.route(
                        List.of(
                                series("1.1", "CR", "CHEST", null, 1),
                                series("1.2", "DX", null, "chest lateral", 1),
                                series("1.3", "CR", "HAND", null, 1)));

        assertThat(routing.models())
                .containsExactly(
                        new RoutedModel(
                                CHEST, "chest radiograph by body part", List.of("1.1", "1.2")));
    }

    @ParameterizedTest
    @CsvSource({"STAT, URGENT", "high, URGENT", "MEDIUM, ROUTINE", ", ROUTINE"})
    void theOrdersPriorityDecidesTheLane(@Nullable String priority, Lane lane) {
        SeriesFacts facts =
                new SeriesFacts(
                        "1.1",
                        "CR",
                        "CHEST",
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(Uid.ComputedRadiographyImageStorage),
                        1,
                        priority,
                        null,
                        null,
                        RECEIVED);

        assertThat(shipped.route(List.of(facts)).lane()).isEqualTo(lane);
    }

    @Test
    void aRuleMayDemandTheUrgentLaneAndNameASopClassByKeyword() {
        RoutingRules rules =
                RoutingRulesFile.read(
                        "test",
                        """
                        rules:
                          - name: emergency room
                            model: m
                            lane: urgent
                            when: {callingAe: "ER*", sopClass: ComputedRadiographyImageStorage}
                        """);
        SeriesFacts fromEmergencyRoom =
                new SeriesFacts(
                        "1.1",
                        "CR",
                        null,
                        null,
                        null,
                        null,
                        null,
                        "ER_ROOM_1",
                        List.of(Uid.ComputedRadiographyImageStorage),
                        1,
                        null,
                        null,
                        null,
                        RECEIVED);

        assertThat(rules.route(List.of(fromEmergencyRoom)).lane()).isEqualTo(Lane.URGENT);
        assertThat(rules.route(List.of(series("1.1", "CR", null, null, 1))).models()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                  | no list 'rules'",
                "rules: [{model: m, when: {modality: CT}}]           | rule 1 has no name",
                "rules: [{name: a, when: {modality: CT}}]            | rule 'a' has no model",
                "rules: [{name: a, model: m}]                        | no conditions",
                "rules: [{name: a, model: m, when: {modalty: CT}}]   | modalty' is not one of",
                "rules: [{name: a, model: m, when: {modality: []}}]  | modality' has no value",
                "rules: [{name: a, model: m, lane: fast, when: {modality: CT}}] | lane 'fast'",
                "rules: [{name: a, model: m, wehn: {modality: CT}}]  | wehn",
                "rules: [{name: a, model: m, instancesAtLeast: 0, when: {modality: CT}}] | below 1",
                "rules: [{name: a, model: m, when: {age: old}}]      | old' is not like 18y-",
                "rules: [{name: a, model: m, when: {received: someday}}] | no such day: someday",
                "rules: [{name: a, model: m, when: {received: '25:00-26:00'}}] | no such time",
                "rules: [{name: a, model: m, when: {instances: 5-3}}] | ends before it begins",
                "rules: [                                            | test"
            })
    void faultsInTheFileAreNamed(String yaml, String told) {
        assertThatThrownBy(() -> RoutingRulesFile.read("test", yaml))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "age: 18y-                          | true",
                "age: -17y                          | false",
                "age: 56y-56y                       | true",
                "age: 57y-                          | false",
                "age: [-28d, 50y-60y]               | true",
                "received: sat,sun                  | true",
                "received: mon-fri                  | false",
                "received: sat 22:00-06:00          | true",
                "received: sun 22:00-06:00          | false",
                "received: '03:15-03:16'            | true",
                "received: [mon-fri, sun 02:00-04:00] | true",
                "instances: 3-                      | true",
                "instances: 1-2                     | false",
                "instances: -30                     | true",
                "priority: '*'                      | false"
            })
    void aRuleMayAskForAgeTimeAndNumberOfImages(String condition, boolean holds) {
        RoutingRules rules =
                RoutingRulesFile.read(
                        "test", "rules:\n  - name: a\n    model: m\n    when:\n      " + condition);

        Routing routing = rules.route(List.of(series("1.1", "CT", "HEAD", null, 30)));

        assertThat(routing.models().isEmpty()).isEqualTo(!holds);
    }

    @Test
    void anAgeThatIsNotKnownIsInNoRange() {
        assertThat(AgeRange.parse("18y-").contains(null, LocalDate.EPOCH)).isFalse();
        assertThat(AgeRange.parse("-17y").contains(LocalDate.EPOCH, null)).isFalse();
    }

    @Test
    void aRuleMayNameSeveralModelsAndExceptions() {
        RoutingRules rules =
                RoutingRulesFile.read(
                        "test",
                        """
                        rules:
                          - name: a
                            model: [m, n]
                            when: {modality: CT}
                            unless: {studyDescription: "*scout*"}
                        """);

        assertThat(rules.route(List.of(series("1.1", "CT", null, null, 1))).models())
                .extracting(RoutedModel::model)
                .containsExactly("m", "n");
        assertThat(rules.route(List.of(series("1.1", "CT", null, "Scout view", 1))).models())
                .isEmpty();
    }

    @Test
    void theExplanationTellsEachConditionAndRepeatsNothingThatAPersonTyped() {
        RoutingExplanation explanation =
                shipped.explain(List.of(series("1.1", "CT", "ABDOMEN", "Doe^John brain", 30)));

        assertThat(explanation.routing().models())
                .extracting(RoutedModel::rule)
                .containsExactly("head CT by description");
        RoutingExplanation.Rule byBodyPart =
                explanation.rules().stream()
                        .filter(rule -> rule.name().equals("head CT by body part"))
                        .findFirst()
                        .orElseThrow();
        assertThat(byBodyPart.matches()).isFalse();
        assertThat(byBodyPart.series().getFirst().conditions())
                .containsExactly(
                        new RoutingExplanation.Outcome("modality", "CT", "CT", true),
                        new RoutingExplanation.Outcome(
                                "bodyPart", "HEAD, BRAIN, SKULL", "ABDOMEN", false),
                        new RoutingExplanation.Outcome("instances", "3-", "30", true));
        assertThat(explanation.toString()).doesNotContain("Doe");
    }

    @Test
    void twoRulesOfOneNameAreAFault() {
        String rule = "  - {name: a, model: m, when: {modality: CT}}\n";

        assertThatThrownBy(() -> RoutingRulesFile.read("test", "rules:\n" + rule + rule))
                .hasMessageContaining("two rules are called 'a'");
    }

    private static SeriesFacts series(
            String uid,
            String modality,
            @Nullable String bodyPart,
            @Nullable String studyDescription,
            int instances) {
        return new SeriesFacts(
                uid,
                modality,
                bodyPart,
                null,
                null,
                studyDescription,
                null,
                null,
                List.of(Uid.CTImageStorage),
                instances,
                null,
                LocalDate.of(1970, 2, 28),
                LocalDate.of(2026, 11, 22),
                RECEIVED);
    }
}
