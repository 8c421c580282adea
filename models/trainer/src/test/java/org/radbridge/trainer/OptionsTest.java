package org.radbridge.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("B2")
class OptionsTest {
    @Test
    void bothModelsAreTrainedWhenNoneIsNamed() {
        assertThat(Options.read(List.of()).models())
                .containsExactly(new ChestModel(), new HeadCtModel());
    }

    @Test
    void optionsAndModelsMayMix() {
        Options options =
                Options.read(List.of("--epochs", "3", "head-ct", "--repository", "elsewhere"));

        assertThat(options.models()).containsExactly(new HeadCtModel());
        assertThat(options.epochs(new HeadCtModel())).isEqualTo(3);
        assertThat(options.repository()).isEqualTo(Path.of("elsewhere"));
    }

    @Test
    void whatIsNotKnownIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Options.read(List.of("knee")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.read(List.of("--speed", "9")));
        assertThatIllegalArgumentException().isThrownBy(() -> Options.read(List.of("--epochs")));
    }

    @Test
    void helpIsHelp() {
        assertThat(Options.read(List.of("chest", "--help")).help()).isTrue();
    }
}
