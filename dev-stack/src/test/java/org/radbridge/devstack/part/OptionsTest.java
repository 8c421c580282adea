package org.radbridge.devstack.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("H3")
class OptionsTest {

    private final Options options =
            new Options("part", "does its part")
                    .required("state", "a folder")
                    .option("port", "80", "a port")
                    .flag("loud", "say more");

    @Test
    void defaultsHoldUntilAValueIsGiven() {
        assertThat(options.parse("--state", "s").port("port")).isEqualTo(80);
        assertThat(options.parse("--state", "s", "--port", "81").port("port")).isEqualTo(81);
        assertThat(options.on("loud")).isFalse();
        assertThat(options.parse("--state", "s", "--loud", "word").on("loud")).isTrue();
        assertThat(options.arguments()).containsExactly("word");
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> options.parse("--state", "s", "--prot", "1"))
                .hasMessageContaining("--prot");
        assertThatThrownBy(() -> options.parse("--port", "1")).hasMessageContaining("--state");
        assertThatThrownBy(() -> options.parse("--state")).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> options.parse("--state", "s", "--port", "x").port("port"))
                .hasMessageContaining("not a number");
        assertThatThrownBy(() -> options.parse("--state", "s", "--port", "70000").port("port"))
                .hasMessageContaining("not a TCP port");
    }

    @Test
    void helpNamesEveryOptionAndAsksForNothing() {
        assertThat(options.parse("--help").helpWanted()).isTrue();
        assertThat(options.help())
                .contains("--state VALUE")
                .contains("(required)")
                .contains("(default 80)")
                .contains("--loud");
    }
}
