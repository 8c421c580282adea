package org.radbridge.ingest.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.Uid;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@Tag("A11")
class ScrubIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    @Inject Pool pool;
    @Inject Scrub scrub;
    @Inject ScrubTable table;

    private final String study = Uid.create();
    private WebDoor operator;
    private int port;

    @BeforeEach
    void store() {
        port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        operator = WebDoor.as("it-administrator", port);
        assertThat(WebDoor.as("service", port).store(Samples.headCt(study)).statusCode())
                .isEqualTo(200);
        // other tests keep their bytes elsewhere: this pass begins with what this test stored
        passFromHere();
    }

    @Test
    void bitRotAndMissingBytesAreShownToAnOperatorUntilTheyAreRestored() throws IOException {
        List<UUID> objects = objects();
        Path rotten = file(objects.get(0));
        Path lost = file(objects.get(1));
        byte[] rottenBytes = Files.readAllBytes(rotten);
        byte[] lostBytes = Files.readAllBytes(lost);
        byte[] flipped = rottenBytes.clone();
        flipped[flipped.length / 2] ^= 4;
        Files.write(rotten, flipped);
        Files.delete(lost);

        await(scrub.pass());

        assertThat(failures())
                .containsExactlyInAnyOrder(
                        objects.get(0) + " object-corrupt", objects.get(1) + " object-missing");
        JsonObject progress = new JsonObject(operator.get("/operations/scrub").body());
        assertThat(progress.getLong("objects")).isEqualTo(8);
        assertThat(progress.getString("endedAt")).isNotNull();
        assertThat(WebDoor.with("", port).get("/q/metrics").body())
                .contains("radbridge_scrub_findings_total{failure=\"object-corrupt\"")
                .contains("radbridge_scrub_findings_total{failure=\"object-missing\"");

        Files.write(rotten, rottenBytes);
        Files.write(lost, lostBytes);
        passFromHere();
        await(scrub.pass());

        assertThat(failures()).isEmpty();
        assertThat(operator.get("/operations/scrub/findings?resolved=true").body())
                .contains(objects.get(0).toString(), objects.get(1).toString());
    }

    @Test
    void aPassThatIsBrokenOffGoesOnWhereItWas() {
        assertThat(await(scrub.step())).isTrue();
        long read = await(table.progress()).objects();
        WebDoor.as("service", port).store(Samples.headCt(study));

        assertThat(await(scrub.step())).isTrue();

        assertThat(read).isEqualTo(8);
        assertThat(await(table.progress()).objects()).isEqualTo(16);
        assertThat(await(scrub.step())).isFalse();
        assertThat(await(table.progress()).endedAt()).isNotNull();
    }

    @Test
    void aPassIsNotBegunAgainBeforeItsTime() {
        await(scrub.pass());
        int pass = await(table.progress()).pass();

        assertThat(await(scrub.step())).isFalse();

        assertThat(await(table.progress()).pass()).isEqualTo(pass);
    }

    @Test
    void onlyAnOperatorLooks() {
        assertThat(WebDoor.as("radiologist", port).get("/operations/scrub").statusCode())
                .isEqualTo(403);
        assertThat(WebDoor.as("radiologist", port).get("/operations/scrub/findings").statusCode())
                .isEqualTo(403);
    }

    private List<String> failures() {
        List<String> failures = new ArrayList<>();
        for (Object each : new JsonArray(operator.get("/operations/scrub/findings").body())) {
            JsonObject finding = (JsonObject) each;
            if (finding.getString("studyInstanceUid").equals(study)) {
                failures.add(finding.getString("objectId") + " " + finding.getString("failure"));
            }
        }
        return failures;
    }

    private void passFromHere() {
        String sql =
                """
                UPDATE scrub_progress SET ended_at = NULL, objects = 0, bytes = 0, position_id = 0,
                    position_at = (SELECT min(i.stored_at) FROM instance i JOIN study s ON s.id = i.study_id
                        WHERE s.study_instance_uid = $1)
                """;
        await(pool.preparedQuery(sql).execute(Tuple.of(study)).replaceWithVoid());
    }

    private List<UUID> objects() {
        String sql =
                "SELECT i.object_id FROM instance i JOIN study s ON s.id = i.study_id WHERE s.study_instance_uid = $1";
        List<UUID> ids = new ArrayList<>();
        for (Row row : await(pool.preparedQuery(sql).execute(Tuple.of(study)))) {
            ids.add(row.getUUID(0));
        }
        return ids;
    }

    private static Path file(UUID object) throws IOException {
        Path volume = ConfigProvider.getConfig().getValue("radbridge.storage.path", Path.class);
        try (Stream<Path> all = Files.walk(volume.resolve("objects"))) {
            return all.filter(file -> file.endsWith(object.toString())).findFirst().orElseThrow();
        }
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(LONG_ENOUGH);
    }
}
