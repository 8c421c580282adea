package org.radbridge.ingest.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dicomdir.FileId;
import org.radbridge.dicom.dicomdir.MediaDirectoryWriter;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.json.BulkDataResolver;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.TestTokens;

/** Imports by a process of its own, which is killed on the way. */
@org.junit.jupiter.api.Tag("A9")
class ImportIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private static ServiceProcess service;
    private static WebDoor administrator;
    private static WebDoor radiologist;

    private final String study = Uid.create();

    @BeforeAll
    static void start() throws IOException {
        String root = Files.createDirectory(folder.resolve("in")).toString();
        service =
                ServiceProcess.start(
                        folder,
                        Map.of(
                                "radbridge.dimse.callers", "MODALITY",
                                "radbridge.import.root", root,
                                "radbridge.import.lease", "PT2S",
                                "radbridge.import.poll-interval", "PT0.5S",
                                "radbridge.import.window", "16"));
        administrator = WebDoor.with(TestTokens.of("it-administrator"), service.httpPort());
        radiologist = WebDoor.with(TestTokens.of("radiologist"), service.httpPort());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void anImportThatIsKilledGoesOnAndStoresEachInstanceOnce() throws IOException {
        Set<String> sent = new HashSet<>();
        for (int i = 0; i < 25; i++) {
            for (byte[] file : Samples.headCt(study)) {
                String uid =
                        Part10Reader.read(file).dataSet().string(Tag.SOPInstanceUID).orElseThrow();
                sent.add(uid);
                write("big/series-%02d/%s".formatted(i, uid), file);
            }
        }

        String id = begin("big");
        await().atMost(LONG_ENOUGH).until(() -> job(id).getLong("stored") >= 32);
        service.kill();
        service.restart();
        await().atMost(LONG_ENOUGH).until(() -> !job(id).getString("state").equals("RUNNING"));

        JsonPath job = job(id);
        assertThat(job.getString("state")).isEqualTo("DONE");
        assertThat(job.getLong("stored") + job.getLong("duplicate")).isEqualTo(sent.size());
        assertThat(job.getLong("stored")).isLessThanOrEqualTo(sent.size());
        assertThat(job.getLong("refused")).isZero();
        List<String> found =
                DicomJson.readAll(
                                radiologist.get("/dicom-web/studies/" + study + "/metadata").body(),
                                BulkDataResolver.LEAVE_OUT)
                        .stream()
                        .map(dataSet -> dataSet.string(Tag.SOPInstanceUID).orElseThrow())
                        .toList();
        assertThat(found).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void aMediumIsImportedWithWhatItsDirectoryForgetsAndMisses() throws IOException {
        List<byte[]> files = Samples.headCt(study);
        MediaDirectoryWriter directory = new MediaDirectoryWriter("TEST");
        for (int i = 0; i < 4; i++) {
            directory.add(FileId.of("CT", "IM" + i), Part10Reader.read(files.get(i)));
        }
        for (int i = 0; i < 3; i++) {
            write("cd/CT/IM" + i, files.get(i));
        }
        write("cd/CT/IM7", files.get(7));
        write("cd/CT/DUP", files.get(0));
        write("cd/DICOMDIR", directory.toBytes());
        write("cd/README.TXT", "a viewer's leaflet".getBytes());
        write("cd/BROKEN", Samples.bytes("malformed/rtplan_truncated.dcm"));

        JsonPath named = done(begin("cd/DICOMDIR"));
        assertThat(named.getLong("stored")).isEqualTo(3);
        assertThat(named.getLong("refused")).isEqualTo(1);
        JsonPath whole = done(begin("cd"));

        assertThat(whole.getLong("stored")).isEqualTo(1);
        assertThat(whole.getLong("duplicate")).isEqualTo(4);
        assertThat(whole.getLong("quarantined")).isEqualTo(2);
        assertThat(whole.getLong("skipped")).isEqualTo(1);
        String errors = "/imports/" + whole.getString("id") + "/errors";
        assertThat(administrator.get(errors).statusCode()).isEqualTo(403);
        assertThat(JsonPath.from(radiologist.get(errors).body()).<String>getList("reason"))
                .containsExactlyInAnyOrder("truncated", "identifier-missing", "missing-file");
        assertThat(radiologist.retrieve("/dicom-web/studies/" + study)).hasSize(4);
    }

    @Test
    void noPathLeadsOutOfTheRootAndNotEverybodyImports() throws IOException {
        Files.createSymbolicLink(folder.resolve("in/link"), Path.of("/etc"));
        for (String path : List.of("..", "../objects", "/etc", "link", "none", "a\\u0000b")) {
            HttpResponse<String> response =
                    administrator.json("/imports", "{\"path\": \"" + path + "\"}");
            assertThat(response.statusCode()).as(path).isEqualTo(400);
            assertThat(response.body()).contains("import-path-invalid");
        }
        assertThat(radiologist.json("/imports", "{\"path\": \"\"}").statusCode()).isEqualTo(403);
    }

    private static void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve("in").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static String begin(String path) {
        HttpResponse<String> response =
                administrator.json("/imports", "{\"path\": \"" + path + "\"}");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return JsonPath.from(response.body()).getString("id");
    }

    private static JsonPath done(String id) {
        await().atMost(LONG_ENOUGH).until(() -> job(id).getString("state").equals("DONE"));
        return job(id);
    }

    private static JsonPath job(String id) {
        return JsonPath.from(administrator.get("/imports/" + id).body());
    }
}
