package org.radbridge.escalation.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("D1")
class EscalationPolicyTest {
    private static final String VALID =
            """
            rules:
              - {name: lungs, labels: [Pneumothorax], team: chest}
              - {name: rest, labels: ["*"], team: radiology}
            teams:
              - name: chest
                ladder: [{recipient: surgeon, webhook: pager, acknowledgeWithin: PT5M}]
              - name: radiology
                ladder: [{recipient: radiologist, webhook: pager, acknowledgeWithin: PT9S}]
            """;

    @Test
    void firstRuleThatCoversTheLabelDecides() {
        EscalationPolicy policy = read(VALID);

        assertThat(policy.teamFor("Pneumothorax").name()).isEqualTo("chest");
        assertThat(policy.teamFor("Hernia").ladder().getFirst().acknowledgeWithin())
                .isEqualTo(Duration.ofSeconds(9));
        assertThat(policy.webhooks()).containsExactly("pager");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"*\"', Effusion, has to cover every label",
        "'team: radiology}', 'team: nobody}', unknown team nobody",
        "'name: chest', 'name: radiology', is there twice",
        "'PT9S', 'PT0S', needs an acknowledgeWithin",
        "'webhook: pager, acknowledgeWithin: PT9S', 'acknowledgeWithin: PT9S', names no webhook",
        "'recipient: surgeon, ', '', names no recipient",
        "'[Pneumothorax]', '[]', names no labels",
        "'name: lungs,', 'name: lungs, colour: red,', colour"
    })
    void faultIsToldByItsName(String valid, String broken, String message) {
        assertThat(VALID).contains(valid);

        assertThatThrownBy(() -> read(VALID.replace(valid, broken)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("policy test is not valid")
                .hasMessageContaining(message);
    }

    @Test
    void shippedPolicyIsValidAndKnowsTheReferenceModels() throws IOException {
        try (InputStream shipped =
                Objects.requireNonNull(getClass().getResourceAsStream("/escalation-rules.yaml"))) {
            EscalationPolicy policy = EscalationPolicyReader.read(shipped, "shipped");

            assertThat(policy.teamFor("Pneumothorax").name()).isEqualTo("thoracic-surgery");
            assertThat(policy.teamFor("epidural").name()).isEqualTo("neurosurgery");
            assertThat(policy.teamFor("anything").name()).isEqualTo("radiology");
        }
    }

    private static EscalationPolicy read(String yaml) {
        return EscalationPolicyReader.read(
                new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "test");
    }
}
