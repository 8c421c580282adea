package org.radbridge.devstack.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("B1")
class TextFormatReaderTest {

    @Test
    void listsRepeatedFieldsAndBothBracketsMeanTheSame() throws ConfigException {
        TextMessage text =
                TextFormatReader.read(
                        "dims: [1, -1,3]; dims: 4 a < b: 1 >, a: { b: 2 } a [ { b: 3 } ]");

        assertThat(text.numbers("dims")).containsExactly(1L, -1L, 3L, 4L);
        assertThat(text.messages("a")).hasSize(3);
        assertThat(text.message("a").orElseThrow().number("b", 0)).isEqualTo(3);
    }

    @Test
    void adjacentStringsAreOneAndEscapesAreRead() throws ConfigException {
        TextMessage text = TextFormatReader.read("s: \"one \" 'two' \"\\n\\\"é\" # end");

        assertThat(text.scalar("s")).contains("one two\n\"é");
    }

    @Test
    void anEmptyMessageIsThere() throws ConfigException {
        assertThat(TextFormatReader.read("dynamic_batching { }").has("dynamic_batching")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a {",
                "a: }",
                "a: \"x",
                "a: [1 2]",
                "}",
                "a { b: 1",
                ": 1",
                "a: \"\\q\""
            })
    void whatIsNotTextFormatIsRefusedWithItsLine(String text) {
        assertThatThrownBy(() -> TextFormatReader.read("ok: 1\n" + text))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("config.pbtxt, line");
    }

    @Test
    void versionPoliciesChooseAmongTheFolders() throws ConfigException {
        assertThat(versions("")).containsExactly(3L);
        assertThat(versions("latest { num_versions: 2 }")).containsExactly(2L, 3L);
        assertThat(versions("all { }")).containsExactly(1L, 2L, 3L);
        assertThat(versions("specific { versions: [ 1, 3, 9 ] }")).containsExactly(1L, 3L);
    }

    @Test
    void aConfigurationWithAFieldThatTritonDoesNotKnowIsRefused() {
        assertThatThrownBy(() -> ModelConfig.read("m", "max_batch: 3"))
                .hasMessageContaining("has no field named \"max_batch\"");
        assertThatThrownBy(() -> ModelConfig.read("m", "name: \"n\""))
                .hasMessageContaining("directory name must equal model name");
        assertThatThrownBy(() -> ModelConfig.read("m", "backend: \"python\""))
                .hasMessageContaining("python");
    }

    private static List<Long> versions(String policy) throws ConfigException {
        return ModelConfig.read("m", "version_policy { " + policy + " }")
                .versionPolicy()
                .choose(List.of(2L, 1L, 3L));
    }
}
