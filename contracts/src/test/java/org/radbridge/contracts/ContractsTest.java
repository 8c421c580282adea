package org.radbridge.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** To write the schema files anew after a change: add {@code -Dradbridge.refresh=true}. */
@Tag("D7")
class ContractsTest {
    private static final ObjectMapper MAPPER = EventJson.mapper();
    private static final Path SCHEMAS =
            Path.of("src/main/resources/org/radbridge/contracts/schema");
    private static final Path GOLDEN = Path.of("src/test/resources/org/radbridge/contracts/golden");

    @ParameterizedTest
    @EnumSource
    void goldenFileReadsAsTheExampleAndIsWrittenTheSame(EventType type) throws IOException {
        Event example = GoldenEvents.all().get(type);
        Path file = GOLDEN.resolve(type.cloudEventType() + ".json");
        refresh(file, MAPPER.readTree(EventJson.write(example)));

        Event read = EventJson.read(Files.readAllBytes(file), type.body());

        assertThat(read).isEqualTo(example);
        assertThat(MAPPER.readTree(EventJson.write(read)))
                .isEqualTo(MAPPER.readTree(file.toFile()));
    }

    @ParameterizedTest
    @EnumSource
    void schemaFileSaysWhatTheRecordSays(EventType type) throws IOException {
        Path file = SCHEMAS.resolve(type.cloudEventType() + ".schema.json");
        ObjectNode schema = RecordSchema.of(type.body(), type);
        refresh(file, schema);

        try (InputStream packaged =
                ContractsTest.class.getResourceAsStream("schema/" + file.getFileName())) {
            assertThat(packaged).as("schema on the class path").isNotNull();
        }
        assertThat(MAPPER.readTree(file.toFile())).isEqualTo(schema);
    }

    @ParameterizedTest
    @EnumSource
    void unknownPropertyOfANewerProducerIsPassedOver(EventType type) throws IOException {
        Event example = GoldenEvents.all().get(type);
        ObjectNode newer = (ObjectNode) MAPPER.readTree(EventJson.write(example));
        newer.putObject("addedLater").put("value", 1);

        assertThat(EventJson.read(newer.toString(), type.body())).isEqualTo(example);
    }

    @ParameterizedTest
    @EnumSource
    void bodyThatIsNotTheRecordFailsWithoutRepeatingItsContent(EventType type) {
        assertThatThrownBy(() -> EventJson.read("{\"patientName\":\"Doe\"}", type.body()))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageNotContaining("Doe");
        assertThatThrownBy(() -> EventJson.read("nothing", type.body()))
                .isInstanceOf(UnreadableEventException.class);
    }

    @Test
    void studyClosedOfBeforePriorsAndDelaysWereToldIsStillRead() throws IOException {
        StudyClosed read =
                EventJson.read(
                        Files.readAllBytes(GOLDEN.resolve("earlier/study.closed.2026-11-22.json")),
                        StudyClosed.class);

        assertThat(read.priors()).isEmpty();
        assertThat(read.closeDelayMillis()).isNull();
        assertThat(read.series().getFirst().expectedInstances()).isNull();
        assertThat(read.routes()).hasSize(1);
    }

    @Test
    void accessPolicyOfBeforeActionsWereToldGrantsReadingOnly() throws IOException {
        AccessPolicyPublished read =
                EventJson.read(
                        Files.readAllBytes(GOLDEN.resolve("earlier/access.policy.2026-11-22.json")),
                        AccessPolicyPublished.class);

        assertThat(read.rules()).hasSize(1);
        assertThat(read.rules().getFirst().actions()).containsExactly(AccessAction.READ);
    }

    @Test
    void inferenceCompletedOfBeforeMeasurementsWereToldIsStillRead() throws IOException {
        InferenceCompleted read =
                EventJson.read(
                        Files.readAllBytes(
                                GOLDEN.resolve("earlier/inference.completed.2026-11-22.json")),
                        InferenceCompleted.class);

        Finding finding = read.runs().getFirst().findings().getFirst();
        assertThat(finding.evidence()).isNotNull();
        assertThat(finding.measurements()).isEmpty();
    }

    @Test
    void figureThatIsNoNumberIsRefused() {
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> Required.finite("value", value))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void noEventHasRoomForANameOrABirthDate() {
        for (EventType type : EventType.values()) {
            Set<String> names = propertyNames(RecordSchema.of(type.body(), type));
            assertThat(names)
                    .as(type.topic(Lane.ROUTINE))
                    .noneMatch(n -> n.toLowerCase().matches(".*(patientname|birth|address$|sex).*"))
                    .doesNotContain("pixels");
        }
    }

    @Test
    void patientsOfTwoIssuersNeverShareAKey() {
        PatientIdentifier one = new PatientIdentifier("A", "12");
        PatientIdentifier other = new PatientIdentifier("A1", "2");

        assertThat(one.key()).isNotEqualTo(other.key()).isEqualTo(one.key());
    }

    @Test
    void urgentLaneIsATopicOfItsOwnWhereTheTypeHasOne() {
        assertThat(EventType.STUDY_CLOSED.topics())
                .containsExactly("study.closed.urgent", "study.closed");
        assertThat(EventType.AUDIT_RECORDED.topics()).containsExactly("audit.recorded");
        assertThat(EventType.ofCloudEventType("org.radbridge.study.closed.v1"))
                .contains(EventType.STUDY_CLOSED);
    }

    @Test
    void probabilityOutsideZeroToOneIsRefused() {
        for (double confidence : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> Required.probability("confidence", confidence))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Set<String> propertyNames(JsonNode schema) {
        Set<String> names = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        for (JsonNode child : schema) {
            names.addAll(propertyNames(child));
        }
        names.removeAll(new HashSet<>(Arrays.asList("sourceAddress")));
        return names;
    }

    private static void refresh(Path file, JsonNode content) throws IOException {
        if (Boolean.getBoolean("radbridge.refresh")) {
            Files.writeString(
                    file,
                    MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n",
                    StandardCharsets.UTF_8);
        }
    }
}
