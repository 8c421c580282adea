package org.radbridge.fhirmapper.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.TestTokens;

/** fhir-kit-client from npm, which others wrote, drives the server. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@Tag("interop")
@Tag("C7")
class FhirKitClientIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path CLIENT = Path.of("src/test/fhir-kit-client");

    @TempDir Path folder;

    @Test
    void clientCreatesReadsSearchesChangesAndDeletes() throws Exception {
        for (String file : List.of("package.json", "package-lock.json", "drive.mjs")) {
            Files.copy(CLIENT.resolve(file), folder.resolve(file));
        }
        run("npm", "ci", "--no-audit", "--no-fund");
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);

        JsonObject seen =
                new JsonObject(
                        run(
                                "node",
                                "drive.mjs",
                                "http://localhost:" + port + "/fhir",
                                TestTokens.of("integrator"),
                                TestPatients.mrn()));

        assertThat(seen.getString("version")).isEqualTo("4.0.1");
        assertThat(seen.getString("read")).isEqualTo("Doe");
        assertThat(seen.getString("updated")).isEqualTo("2");
        assertThat(seen.getString("patched")).isEqualTo("1980-02-03");
        assertThat(seen.getString("first")).isEqualTo("Doe");
        assertThat(seen.getJsonArray("transaction").getList())
                .hasSize(4)
                .allMatch(status -> status.equals("201 Created"));
        assertThat(seen.getJsonArray("batch").getList()).containsExactly("200 OK", "404 Not Found");
        assertThat(seen.getJsonArray("pages").getList()).containsExactly(2, 2, 1);
        assertThat(seen.getInteger("posted")).isEqualTo(1);
        assertThat(seen.getBoolean("everything")).isTrue();
        assertThat(seen.getString("validated")).isEqualTo("OperationOutcome");
        assertThat(seen.getInteger("gone")).isEqualTo(410);
        assertThat(seen.getJsonArray("history").getList())
                .containsExactly("DELETE", "PUT", "PUT", "POST");
        assertThat(seen.getString("typeHistory")).isEqualTo("history");
        assertThat(seen.getString("systemHistory")).isEqualTo("history");
    }

    private String run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "program", ".log");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command[0] + " does not end");
        }
        String printed = Files.readString(output);
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }
}
