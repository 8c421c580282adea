package org.radbridge.devstack.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.devstack.part.Ports;

@Tag("H3")
class SuitePortsTest {

    @TempDir Path folder;

    private final Ports free = new Ports();

    @Test
    void everyProcessGetsPortsOfItsOwnAndTheyAreRemembered() {
        Path file = folder.resolve("suite.properties");
        SuitePorts chosen = SuitePorts.choose(file, Map.of(), _ -> false);
        chosen.write(file);

        int[] numbers = Arrays.stream(SuitePort.values()).mapToInt(chosen::of).toArray();
        assertThat(numbers).doesNotHaveDuplicates();
        SuitePorts again = SuitePorts.choose(file, Map.of(), _ -> false);
        assertThat(Arrays.stream(SuitePort.values()).mapToInt(again::of).toArray())
                .isEqualTo(numbers);
    }

    @Test
    void aPortThatIsTakenIsReplacedUnlessItWasAskedFor() throws IOException {
        int wanted = free.any();
        Path file = folder.resolve("suite.properties");
        Map<SuitePort, Integer> asked = Map.of(SuitePort.PACS_HTTP, wanted);
        SuitePorts.choose(file, asked, _ -> false).write(file);

        try (ServerSocket stranger = new ServerSocket(wanted)) {
            assertThat(stranger.isBound()).isTrue();
            assertThat(SuitePorts.choose(file, Map.of(), _ -> false).of(SuitePort.PACS_HTTP))
                    .isNotEqualTo(wanted);
            assertThatThrownBy(() -> SuitePorts.choose(file, asked, _ -> false))
                    .hasMessageContaining("pacs-http")
                    .hasMessageContaining("taken");
        }
    }

    @Test
    void aRunningProcessKeepsItsPorts() throws IOException {
        int listening = free.any();
        Path file = folder.resolve("suite.properties");
        SuitePorts.choose(file, Map.of(SuitePort.ON_CALL, listening), _ -> false).write(file);

        try (ServerSocket itself = new ServerSocket(listening)) {
            assertThat(itself.isBound()).isTrue();
            SuitePorts ports = SuitePorts.choose(file, Map.of(), "on-call"::equals);
            assertThat(ports.of(SuitePort.ON_CALL)).isEqualTo(listening);
        }
    }
}
