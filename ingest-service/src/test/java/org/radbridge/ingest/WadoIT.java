package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.EventType;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.PixelDataFragments;
import org.radbridge.dicom.data.SkippedElement;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.dicom.xml.DicomXml;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.ingest.testing.SmallImage;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@org.junit.jupiter.api.Tag("A4")
class WadoIT {
    private static final String DICOM = "multipart/related; type=\"application/dicom\"";
    private static final String BYTES = "application/octet-stream";

    private final String study = Uid.create();
    private final String series = Uid.create();
    private final String studyPath = "/dicom-web/studies/" + study;
    private int port;
    private WebDoor gateway;
    private WebDoor radiologist;

    @BeforeEach
    void open() {
        port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        gateway = WebDoor.as("service", port);
        radiologist = WebDoor.as("radiologist", port);
    }

    /** Three frames of 128 by 128 words: longer than what metadata holds inline. */
    private DataSet threeFrames() {
        byte[] pixels = new byte[3 * 128 * 128 * 2];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i / 1000);
        }
        return SmallImage.of(study, series)
                .put(Tag.NumberOfFrames, "3")
                .putInts(Tag.Rows, 128)
                .putInts(Tag.Columns, 128)
                .putInts(Tag.BitsAllocated, 16)
                .putInts(Tag.BitsStored, 16)
                .putInts(Tag.HighBit, 15)
                .putBytes(Tag.PixelData, Vr.OW, pixels);
    }

    private String stored(DataSet dataSet, TransferSyntax syntax) {
        HttpResponse<String> response = gateway.store(List.of(Part10Writer.write(dataSet, syntax)));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return studyPath
                + "/series/"
                + dataSet.string(Tag.SeriesInstanceUID).orElseThrow()
                + "/instances/"
                + dataSet.string(Tag.SOPInstanceUID).orElseThrow();
    }

    private static List<DataSet> readAll(String json) {
        return DicomJson.readAll(json, (tag, vr, _) -> new SkippedElement(tag, vr, 0, 0, false));
    }

    @Test
    void metadataNamesItsBulkDataByUrlsThatGiveTheBytes() {
        DataSet image = threeFrames();
        byte[] pixels = image.bytes(Tag.PixelData).orElseThrow();
        String instance = stored(image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        String url = "http://localhost:" + port + instance + "/bulkdata/7FE00010";

        String metadata = radiologist.get(instance + "/metadata").body();
        HttpResponse<byte[]> whole =
                radiologist.getBytes(instance + "/bulkdata/7FE00010", "Accept", BYTES);
        HttpResponse<byte[]> part =
                radiologist.getBytes(
                        instance + "/bulkdata/7FE00010", "Accept", BYTES, "Range", "bytes=100-299");
        HttpResponse<byte[]> multipart =
                radiologist.getBytes(
                        instance + "/bulkdata/7FE00010",
                        "Accept",
                        "multipart/related; type=\"application/octet-stream\"");
        HttpResponse<byte[]> beyond =
                radiologist.getBytes(
                        instance + "/bulkdata/7FE00010",
                        "Accept",
                        BYTES,
                        "Range",
                        "bytes=9999999-");

        assertThat(metadata).contains("\"BulkDataURI\":\"" + url + "\"").doesNotContain("offset=");
        assertThat(whole.body()).isEqualTo(pixels);
        assertThat(whole.headers().firstValue("Accept-Ranges")).hasValue("bytes");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("Content-Range"))
                .hasValue("bytes 100-299/" + pixels.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(pixels, 100, 300));
        assertThat(WebDoor.parts(multipart)).containsExactly(pixels);
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(beyond.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(
                        radiologist
                                .getBytes(instance + "/bulkdata/00091010", "Accept", BYTES)
                                .statusCode())
                .isEqualTo(404);
    }

    @Test
    void allBulkDataOfALevelComesInPartsWithTheirLocations() {
        byte[] pixels = threeFrames().bytes(Tag.PixelData).orElseThrow();
        stored(threeFrames(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        stored(threeFrames(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        String type = "multipart/related; type=\"application/octet-stream\"";

        for (String resource : List.of("/bulkdata", "/series/" + series + "/pixeldata")) {
            HttpResponse<byte[]> response =
                    radiologist.getBytes(studyPath + resource, "Accept", type);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(WebDoor.parts(response)).containsExactly(pixels, pixels);
            assertThat(new String(response.body(), StandardCharsets.ISO_8859_1))
                    .contains("Content-Location: http://localhost:" + port + studyPath);
        }
    }

    @Test
    void metadataIsTheSameInJsonAndInXml() {
        stored(threeFrames(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        stored(threeFrames(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        String path = studyPath + "/metadata";

        List<DataSet> json = readAll(radiologist.get(path).body());
        HttpResponse<byte[]> xml =
                radiologist.getBytes(
                        path, "Accept", "multipart/related; type=\"application/dicom+xml\"");

        assertThat(json).hasSize(2);
        List<byte[]> parts = WebDoor.parts(xml);
        assertThat(parts).hasSize(2);
        for (int i = 0; i < 2; i++) {
            DataSet read =
                    DicomXml.read(
                            new java.io.StringReader(
                                    new String(parts.get(i), StandardCharsets.UTF_8)),
                            (tag, vr, _) -> new SkippedElement(tag, vr, 0, 0, false),
                            org.radbridge.dicom.io.ReadLimits.WHOLE);
            assertThat(read).isEqualTo(json.get(i));
        }
        assertThat(radiologist.getBytes(path, "Accept", "text/html").statusCode()).isEqualTo(406);
        assertThat(radiologist.get("/dicom-web/studies/1.2.3/metadata").statusCode())
                .isEqualTo(404);
    }

    @Test
    @org.junit.jupiter.api.Tag("E5")
    void seriesMetadataTellsOfEachInstanceFromTheMomentItIsStored() {
        String seriesPath = studyPath + "/series/" + series + "/metadata";
        assertThat(radiologist.get(seriesPath).statusCode()).isEqualTo(404);
        stored(threeFrames(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);

        HttpResponse<String> first = radiologist.get(seriesPath);
        HttpResponse<String> again = radiologist.get(seriesPath);
        String other = stored(threeFrames(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        String both = radiologist.get(seriesPath).body();

        assertThat(readAll(first.body())).hasSize(1);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Content-Type")).hasValue("application/dicom+json");
        assertThat(readAll(both)).hasSize(2);
        assertThat(both).contains("http://localhost:" + port + other + "/bulkdata/");
        assertThat(radiologist.get(studyPath + "/metadata").body()).isEqualTo(both);
        assertThat(radiologist.get("/dicom-web/studies/1.2.3/series/" + series + "/metadata"))
                .extracting(HttpResponse::statusCode)
                .isEqualTo(404);
        for (String role : List.of("technologist", "ward-staff")) {
            assertThat(WebDoor.as(role, port).get(seriesPath).statusCode()).isEqualTo(403);
        }
        try (EventProbe probe = EventProbe.connect()) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> readsOf(probe, series).size() == 3);
        }
    }

    private List<AuditRecorded> readsOf(EventProbe probe, String resource) {
        return probe.events(EventType.AUDIT_RECORDED, AuditRecorded.class).stream()
                .filter(record -> record.action() == AuditRecorded.Action.READ)
                .filter(record -> resource.equals(record.resourceId()))
                .filter(record -> study.equals(record.studyInstanceUid()))
                .toList();
    }

    /** PS3.18 section 8.7.3: Implicit VR Little Endian is not used on the web. */
    @Test
    void whatIsKeptImplicitIsAnsweredExplicitUnlessEverythingIsTaken() {
        DataSet image = threeFrames();
        String instance = stored(image, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);

        HttpResponse<byte[]> byDefault = radiologist.getBytes(instance, "Accept", DICOM);
        HttpResponse<byte[]> asKept =
                radiologist.getBytes(instance, "Accept", DICOM + "; transfer-syntax=*");
        HttpResponse<byte[]> single = radiologist.getBytes(instance, "Accept", "application/dicom");

        Part10File explicit = Part10Reader.read(WebDoor.parts(byDefault).getFirst());
        assertThat(explicit.transferSyntax()).isEqualTo(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(explicit.dataSet()).isEqualTo(image);
        assertThat(explicit.fileMeta().string(Tag.TransferSyntaxUID))
                .hasValue(Uid.ExplicitVRLittleEndian);
        assertThat(Part10Reader.read(WebDoor.parts(asKept).getFirst()).transferSyntax())
                .isEqualTo(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        assertThat(single.headers().firstValue("Content-Type"))
                .hasValue("application/dicom;transfer-syntax=" + Uid.ExplicitVRLittleEndian);
        assertThat(Part10Reader.read(single.body()).dataSet()).isEqualTo(image);
        assertThat(
                        radiologist
                                .getBytes(
                                        instance,
                                        "Accept",
                                        DICOM + "; transfer-syntax=" + Uid.JPEG2000)
                                .statusCode())
                .isEqualTo(406);
        assertThat(radiologist.getBytes(studyPath, "Accept", "application/dicom").statusCode())
                .as("a single part is for a single instance")
                .isEqualTo(406);
    }

    @Test
    void theQueryParameterAcceptGoesBeforeTheHeader() {
        String instance = stored(threeFrames(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);

        HttpResponse<byte[]> response =
                radiologist.getBytes(instance + "?accept=application/dicom", "Accept", "image/png");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/dicom;");
    }

    @Test
    void aSingleInstanceCanBeReadFromWhereItBrokeOff() {
        byte[] file = SmallImage.file(threeFrames());
        gateway.store(List.of(file));
        DataSet read = Part10Reader.read(file).dataSet();
        String instance =
                studyPath
                        + "/series/"
                        + series
                        + "/instances/"
                        + read.string(Tag.SOPInstanceUID).orElseThrow();

        HttpResponse<byte[]> rest =
                radiologist.getBytes(
                        instance, "Accept", "application/dicom", "Range", "bytes=1000-");

        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(file, 1000, file.length));
    }

    @Test
    void framesComeAloneAndTogether() {
        byte[] pixels = threeFrames().bytes(Tag.PixelData).orElseThrow();
        int length = pixels.length / 3;
        String instance = stored(threeFrames(), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);

        HttpResponse<byte[]> two =
                radiologist.getBytes(
                        instance + "/frames/3,1",
                        "Accept",
                        "multipart/related; type=\"application/octet-stream\"; transfer-syntax=*");
        HttpResponse<byte[]> one = radiologist.getBytes(instance + "/frames/2", "Accept", BYTES);

        assertThat(WebDoor.parts(two))
                .containsExactly(
                        Arrays.copyOfRange(pixels, 2 * length, 3 * length),
                        Arrays.copyOfRange(pixels, 0, length));
        assertThat(one.body()).isEqualTo(Arrays.copyOfRange(pixels, length, 2 * length));
        assertThat(radiologist.getBytes(instance + "/frames/4", "Accept", BYTES).statusCode())
                .isEqualTo(404);
        assertThat(radiologist.getBytes(instance + "/frames/0", "Accept", BYTES).statusCode())
                .isEqualTo(400);
    }

    @Test
    void compressedFramesComeInTheirOwnMediaType() {
        byte[] file = Samples.renewed(Samples.LEG_RADIOGRAPH, study);
        gateway.store(List.of(file));
        DataSet dataSet = Part10Reader.read(file).dataSet();
        PixelDataFragments pixels =
                (PixelDataFragments) dataSet.element(Tag.PixelData).orElseThrow();
        byte[] stream = pixels.fragments().stream().skip(1).reduce(new byte[0], WadoIT::joined);
        String frame =
                studyPath
                        + "/series/"
                        + dataSet.string(Tag.SeriesInstanceUID).orElseThrow()
                        + "/instances/"
                        + dataSet.string(Tag.SOPInstanceUID).orElseThrow()
                        + "/frames/1";

        HttpResponse<byte[]> response =
                radiologist.getBytes(frame, "Accept", "multipart/related; type=\"image/jp2\"");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(WebDoor.parts(response)).containsExactly(stream);
        assertThat(radiologist.getBytes(frame, "Accept", "image/jp2").body()).isEqualTo(stream);
        assertThat(radiologist.getBytes(frame, "Accept", "image/jls").statusCode()).isEqualTo(406);
    }

    private static byte[] joined(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    @Test
    @org.junit.jupiter.api.Tag("E4")
    void everyResourceIsForThoseOnlyWhomThePolicyLetsSeeInstances() {
        String instance = stored(threeFrames(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        List<String> resources =
                List.of(
                        studyPath,
                        studyPath + "/metadata",
                        studyPath + "/bulkdata",
                        instance,
                        instance + "/bulkdata/7FE00010",
                        instance + "/frames/1",
                        instance + "/pixeldata");
        for (String resource : resources) {
            assertThat(WebDoor.with("", port).get(resource).statusCode())
                    .as(resource)
                    .isEqualTo(401);
            for (String role : List.of("technologist", "ward-staff", "it-administrator")) {
                assertThat(WebDoor.as(role, port).get(resource).statusCode())
                        .as(role + " " + resource)
                        .isEqualTo(403);
            }
        }
    }
}
