package org.radbridge.ingest.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("A6")
class SettingsFileTest {
    @TempDir private Path folder;
    private Path path;
    private SettingsFile<Integer> file;

    @BeforeEach
    void write() throws IOException {
        path = folder.resolve("number.txt");
        Files.writeString(path, "1");
        file = new SettingsFile<>("number", Optional.of(path), "none", SettingsFileTest::number);
    }

    @Test
    void aChangedFileIsInForceOnceItIsSeen() throws IOException {
        assertThat(file.readIfChanged()).isFalse();

        change("22");

        assertThat(file.readIfChanged()).isTrue();
        assertThat(file.value()).isEqualTo(22);
        assertThat(file.status().fault()).isNull();
    }

    @Test
    void aFileThatCannotBeUsedChangesNothingAndIsReportedUntilItIsMended() throws IOException {
        String before = file.status().sha256();

        change("two");

        assertThat(file.readIfChanged()).isFalse();
        assertThat(file.value()).isEqualTo(1);
        assertThat(file.status().sha256()).isEqualTo(before);
        assertThat(file.status().fault()).isNotNull();
        assertThat(file.status().fault().failureId()).isEqualTo("settings-invalid");
        assertThat(file.status().fault().detail()).endsWith("not a number");
        change("3");
        assertThat(file.readIfChanged()).isTrue();
        assertThat(file.value()).isEqualTo(3);
        assertThat(file.status().fault()).isNull();
    }

    @Test
    void aFileThatIsGoneChangesNothing() throws IOException {
        Files.delete(path);

        assertThat(file.readIfChanged()).isFalse();
        assertThat(file.value()).isEqualTo(1);
        assertThat(file.status().fault()).isNotNull();
    }

    @Test
    void aFileThatCannotBeUsedAtTheStartIsRefused() throws IOException {
        Files.writeString(path, "one");

        assertThatThrownBy(() ->
                        new SettingsFile<>(
                                "number", Optional.of(path), "none", SettingsFileTest::number))
                .isInstanceOf(SettingsException.class);
    }

    private void change(String text) throws IOException {
        Files.writeString(path, text);
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(text.length())));
    }

    private static Integer number(String source, String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new SettingsException(source, "not a number", e);
        }
    }
}
