package org.radbridge.devstack.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.devstack.client.JsonApi;

class OperateTest {
    @TempDir Path folder;

    @Test
    void aFolderIsTakenWithAllBelowIt() throws IOException {
        Path source = Files.createDirectories(folder.resolve("cd/a/b"));
        Files.writeString(source.resolve("1"), "one");
        Files.writeString(folder.resolve("cd/2"), "two");

        ImportFolder linked = ImportFolder.link(folder.resolve("cd"), folder.resolve("root"), "it");

        assertThat(linked.path()).isEqualTo("it");
        assertThat(linked.files()).isEqualTo(2);
        assertThat(folder.resolve("root/it/a/b/1")).hasContent("one");
        assertThat(folder.resolve("root/it/2")).hasContent("two");
    }

    @Test
    void aDicomdirIsTakenWithItsMedium() throws IOException {
        Path medium = Files.createDirectories(folder.resolve("cd"));
        Files.writeString(medium.resolve("DICOMDIR"), "directory");
        Files.writeString(medium.resolve("IM1"), "image");

        ImportFolder linked =
                ImportFolder.link(medium.resolve("DICOMDIR"), folder.resolve("root"), "it");

        assertThat(linked.path()).isEqualTo("it/DICOMDIR");
        assertThat(folder.resolve("root/it/IM1")).hasContent("image");
        assertThat(ImportFolder.accepts(medium.resolve("IM1"))).isFalse();
    }

    @Test
    void aPeerThatAnswersAndWasSentAwayIsSaidToBeSo() {
        JsonObject inbound =
                new JsonObject()
                        .put("acceptedAt", "2026-01-01T00:00:00Z")
                        .put("rejectedAt", "2026-01-02T00:00:00Z")
                        .put("rejection", "calling-address");
        JsonObject echo = new JsonObject().put("millis", 12).put("inbound", inbound);

        assertThat(EchoCommand.line("CT1", new JsonApi.Answer(200, echo.encode())))
                .contains("CT1", "answered in 12 ms", "REJECTED: calling-address");
    }

    @Test
    void aPeerThatCannotBeReachedIsSaidToBeSoWithTheReason() {
        String problem = "{\"title\":\"The peer cannot be reached\",\"detail\":\"CT1: refused\"}";

        assertThat(EchoCommand.line("CT1", new JsonApi.Answer(502, problem)))
                .contains("FAILED", "The peer cannot be reached: CT1: refused");
    }

    @Test
    void progressCountsEveryFile() {
        JsonObject job =
                new JsonObject()
                        .put("state", "RUNNING")
                        .put("stored", 3)
                        .put("duplicate", 2)
                        .put("refused", 1)
                        .put("quarantined", 1)
                        .put("skipped", 4);

        assertThat(ImportCommand.line(job, 12))
                .startsWith("running   10 of 12 files: 3 stored, 2 known, 1 refused");
    }
}
