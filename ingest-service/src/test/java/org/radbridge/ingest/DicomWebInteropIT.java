package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.image.Image;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.web.PartHandler;
import org.radbridge.dicom.web.PartHeaders;
import org.radbridge.ingest.dicomweb.client.DicomWebClient;
import org.radbridge.ingest.dicomweb.client.DicomWebServer;
import org.radbridge.ingest.testing.Orthanc;
import org.radbridge.ingest.testing.Program;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.TestTokens;

/**
 * DICOMweb with programs that others wrote: dicomweb-client from npm, Debian's Orthanc, and DCMTK.
 */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@org.junit.jupiter.api.Tag("interop")
@org.junit.jupiter.api.Tag("A3")
@org.junit.jupiter.api.Tag("A4")
class DicomWebInteropIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path CLIENT = Path.of("src/test/dicomweb-client");

    @TempDir Path folder;
    private final String study = Uid.create();
    private int port;
    private String base;

    @BeforeEach
    void open() {
        port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        base = "http://127.0.0.1:" + port + "/dicom-web";
    }

    /** One that is kept as it is sent, and one whose pixels are decoded for the client. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ct-series/head-gantry-tilt/05.dcm",
                "transfer-syntaxes/ct_jpeg_lossless_sv1_70.dcm"
            })
    void dicomwebClientStoresFindsAndReads(String sample) throws IOException {
        for (String file : List.of("package.json", "package-lock.json", "drive.mjs")) {
            Files.copy(CLIENT.resolve(file), folder.resolve(file));
        }
        Program.run(folder, "npm", "ci", "--no-audit", "--no-fund");
        byte[] file = Samples.renewed(sample, study);
        Part10File image = Part10Reader.read(file);
        Path sent = Files.write(folder.resolve("image.dcm"), file);

        String printed =
                Program.run(
                        folder,
                        "node",
                        "drive.mjs",
                        base,
                        TestTokens.of("service"),
                        sent.toString());

        JsonObject seen = new JsonObject(printed.substring(printed.indexOf('{')));
        DataSet dataSet = image.dataSet();
        int pixels = Image.of(image).frame(0).cells().length;
        assertThat(seen.getString("study")).isEqualTo(study);
        assertThat(seen.getString("series"))
                .isEqualTo(dataSet.string(Tag.SeriesInstanceUID).orElseThrow());
        assertThat(seen.getString("instance"))
                .isEqualTo(dataSet.string(Tag.SOPInstanceUID).orElseThrow());
        assertThat(seen.getInteger("rows")).isEqualTo(dataSet.integer(Tag.Rows).orElseThrow());
        assertThat(seen.getInteger("seriesSize")).isEqualTo(1);
        assertThat(seen.getInteger("studyParts")).isEqualTo(1);
        assertThat(seen.getInteger("instanceBytes")).isGreaterThan(pixels);
        assertThat(seen.getInteger("frameBytes")).isEqualTo(pixels);
        assertThat(seen.getInteger("bulkBytes")).isEqualTo(pixels);
        assertThat(seen.getJsonArray("renderedBegins").getList())
                .containsExactly(0x89, (int) 'P', (int) 'N', (int) 'G');
        assertThat(seen.getJsonArray("renderedFrameBegins").getList())
                .containsExactly(0xFF, 0xD8, 0xFF, 0xE0);
    }

    /** Both round to the nearest grey, of a window that each computes its own way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ct-series/head-gantry-tilt/08.dcm",
                "transfer-syntaxes/ct_jpeg_lossless_sv1_70.dcm"
            })
    void picturesAreThoseOfDcmtk(String sample) throws IOException {
        byte[] file = Samples.renewed(sample, study);
        DataSet dataSet = Part10Reader.read(file).dataSet();
        Path sent = Files.write(folder.resolve("image.dcm"), file);
        Path theirs = folder.resolve("image.png");
        WebDoor.as("service", port).store(List.of(file));
        Program.run(
                folder, "dcmj2pnm", "+on", "+Ww", "100", "900", sent.toString(), theirs.toString());

        byte[] ours =
                WebDoor.as("radiologist", port)
                        .getBytes(
                                "/dicom-web/studies/"
                                        + study
                                        + "/series/"
                                        + dataSet.string(Tag.SeriesInstanceUID).orElseThrow()
                                        + "/instances/"
                                        + dataSet.string(Tag.SOPInstanceUID).orElseThrow()
                                        + "/rendered?window=100,900,linear",
                                "Accept",
                                "image/png")
                        .body();

        int[] expected = greys(Files.readAllBytes(theirs));
        int[] seen = greys(ours);
        assertThat(seen).hasSameSizeAs(expected);
        int worst = 0;
        for (int i = 0; i < seen.length; i++) {
            worst = Math.max(worst, Math.abs(seen[i] - expected[i]));
        }
        assertThat(worst).isLessThanOrEqualTo(1);
        assertThat(Arrays.stream(seen).distinct().count()).isGreaterThan(16);
    }

    private static int[] greys(byte[] png) throws IOException {
        Raster raster =
                Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(png))).getRaster();
        return raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null);
    }

    @Test
    void orthancStoresFindsAndReadsHere() {
        List<byte[]> files = Samples.headCt(study);
        WebDoor radiologist = WebDoor.as("radiologist", port);
        try (Orthanc orthanc = Orthanc.start(folder, base, TestTokens.of("service"))) {
            JsonArray ids = new JsonArray();
            for (byte[] file : files) {
                ids.add(new JsonObject(orthanc.post("/instances", file)).getString("ID"));
            }

            // STOW-RS from Orthanc to us
            post(orthanc, "stow", new JsonObject().put("Resources", ids).put("Synchronous", true));
            assertThat(radiologist.retrieve("/dicom-web/studies/" + study)).hasSize(files.size());

            // QIDO-RS from Orthanc to us
            JsonArray found =
                    new JsonArray(
                            post(
                                    orthanc,
                                    "qido",
                                    new JsonObject()
                                            .put("Uri", "/studies")
                                            .put(
                                                    "Arguments",
                                                    new JsonObject()
                                                            .put("StudyInstanceUID", study))));
            assertThat(found.encode()).contains(study);

            // WADO-RS from Orthanc to us: what it lost, it fetches
            ids.forEach(id -> orthanc.delete("/instances/" + id));
            assertThat(new JsonArray(orthanc.get("/instances"))).isEmpty();
            post(
                    orthanc,
                    "retrieve",
                    new JsonObject()
                            .put(
                                    "Resources",
                                    new JsonArray().add(new JsonObject().put("Study", study)))
                            .put("Synchronous", true));
            assertThat(new JsonArray(orthanc.get("/instances"))).hasSize(files.size());
        }
    }

    private static String post(Orthanc orthanc, String what, JsonObject body) {
        return orthanc.post(
                "/dicom-web/servers/" + Orthanc.RADBRIDGE + "/" + what,
                body.encode().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @org.junit.jupiter.api.Tag("A7")
    void weFindAndReadInOrthanc() {
        List<byte[]> files = Samples.headCt(study);
        Vertx vertx = Vertx.vertx();
        try (Orthanc orthanc = Orthanc.start(folder, base, TestTokens.of("service"));
                DicomWebClient client =
                        new DicomWebClient(vertx, DicomWebServer.at(orthanc.dicomWeb()))) {
            files.forEach(file -> orthanc.post("/instances", file));

            List<DataSet> studies =
                    client.search("studies", Map.of("StudyInstanceUID", study))
                            .await()
                            .atMost(PATIENCE);
            List<DataSet> metadata = client.metadata("studies/" + study).await().atMost(PATIENCE);
            Collected parts = new Collected();
            client.retrieve("studies/" + study, _ -> parts).await().atMost(PATIENCE);

            assertThat(studies)
                    .singleElement()
                    .satisfies(found ->
                            assertThat(found.string(Tag.StudyInstanceUID)).hasValue(study));
            assertThat(metadata).hasSize(files.size());
            assertThat(parts.files).hasSize(files.size());
            assertThat(
                            Part10Reader.read(parts.files.getFirst())
                                    .dataSet()
                                    .string(Tag.StudyInstanceUID))
                    .hasValue(study);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static final class Collected implements PartHandler {
        private final List<byte[]> files = new ArrayList<>();
        private Buffer current = Buffer.buffer();

        @Override
        public Future<Void> begin(PartHeaders headers) {
            current = Buffer.buffer();
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> data(Buffer bytes) {
            current.appendBuffer(bytes);
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> end() {
            files.add(current.getBytes());
            return Future.succeededFuture();
        }
    }
}
