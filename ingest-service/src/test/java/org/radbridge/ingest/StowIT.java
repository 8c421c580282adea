package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.BinaryElement;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.SkippedElement;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.json.BulkDataUris;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.dicom.web.MultipartRelatedWriter;
import org.radbridge.dicom.xml.DicomXml;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.ingest.testing.SmallImage;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.TestTokens;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@org.junit.jupiter.api.Tag("A3")
@org.junit.jupiter.api.Tag("A4")
class StowIT {
    private static final int CANNOT_UNDERSTAND = 0xC000;
    private static final int DOES_NOT_MATCH = 0xA900;
    private static final int DUPLICATE = 0x0111;

    private final String study = Uid.create();
    private int port;
    private WebDoor gateway;
    private WebDoor radiologist;

    @BeforeEach
    void open() {
        port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        gateway = WebDoor.as("service", port);
        radiologist = WebDoor.as("radiologist", port);
    }

    @Test
    void aRealRadiographComesBackByteForByte() {
        byte[] file = Samples.renewed(Samples.CHEST_RADIOGRAPH, study);

        HttpResponse<String> stored = gateway.store(List.of(file));

        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(200);
        assertThat(stored.headers().firstValue("Content-Type")).hasValue("application/dicom+json");
        DataSet item = DicomJson.read(stored.body()).items(Tag.ReferencedSOPSequence).getFirst();
        String url = item.string(Tag.RetrieveURL).orElseThrow();
        assertThat(url).contains("/dicom-web/studies/" + study + "/series/");
        String path = url.substring(url.indexOf("/dicom-web/"));
        assertThat(radiologist.retrieve(path)).containsExactly(file);
    }

    @Test
    void aWholeSeriesIsStoredAndReadAtEveryLevel() {
        List<byte[]> files = Samples.headCt(study);
        DataSet first = Part10Reader.read(files.getFirst()).dataSet();
        String series = first.string(Tag.SeriesInstanceUID).orElseThrow();
        String instance = first.string(Tag.SOPInstanceUID).orElseThrow();
        String path = "/dicom-web/studies/" + study;

        assertThat(gateway.store(path, files).statusCode()).isEqualTo(200);

        assertThat(radiologist.retrieve(path)).containsExactlyInAnyOrderElementsOf(files);
        assertThat(radiologist.retrieve(path + "/series/" + series)).hasSize(files.size());
        assertThat(radiologist.retrieve(path + "/series/" + series + "/instances/" + instance))
                .containsExactly(files.getFirst());
        List<DataSet> metadata = metadata(path + "/series/" + series + "/metadata");
        assertThat(metadata).hasSize(files.size());
        DataSet one =
                metadata(path + "/series/" + series + "/instances/" + instance + "/metadata")
                        .getFirst();
        assertThat(one.string(Tag.SOPInstanceUID)).hasValue(instance);
        assertThat(one.integers(Tag.Rows)).containsExactly(512);
        assertThat(one.element(Tag.PixelData)).get().isInstanceOf(SkippedElement.class);
    }

    private List<DataSet> metadata(String path) {
        HttpResponse<String> response = radiologist.get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return DicomJson.readAll(
                response.body(), (tag, vr, _) -> new SkippedElement(tag, vr, 0, 0, false));
    }

    /** Such files are about; nothing is lost by one value that nobody can read. */
    @Test
    void aNumberThatIsNotWholeCostsNobodyTheInstance() {
        byte[] file =
                SmallImage.file(
                        SmallImage.of(study, Uid.create())
                                .putBytes(Tag.SimpleFrameList, Vr.UL, new byte[6]));

        assertThat(gateway.store(List.of(file)).statusCode()).isEqualTo(200);

        String path = "/dicom-web/studies/" + study;
        assertThat(radiologist.retrieve(path)).containsExactly(file);
        assertThat(metadata(path + "/metadata").getFirst().element(Tag.SimpleFrameList))
                .hasValue(new BinaryElement(Tag.SimpleFrameList, Vr.UN, new byte[6]));
    }

    @Test
    void metadataInJsonOrXmlWithItsBulkDataIsStoredLikeAFile() {
        DataSet image = SmallImage.of(study, Uid.create());
        byte[] pixels = image.bytes(Tag.PixelData).orElseThrow();
        BulkDataUris uris =
                (path, element) ->
                        element.tag() == Tag.PixelData
                                ? Optional.of("urn:test:pixels")
                                : Optional.empty();
        DataSet second = SmallImage.of(study, Uid.create());

        HttpResponse<String> json =
                storeMetadata(
                        "application/dicom+json",
                        DicomJson.writeAll(List.of(image), uris),
                        "urn:test:pixels",
                        pixels);
        HttpResponse<String> xml =
                storeMetadata(
                        "application/dicom+xml",
                        DicomXml.write(second, uris),
                        "urn:test:pixels",
                        pixels);
        HttpResponse<String> withoutBulkData =
                storeMetadata(
                        "application/dicom+json",
                        DicomJson.writeAll(List.of(SmallImage.of(study, Uid.create())), uris),
                        "urn:test:another",
                        pixels);

        assertThat(json.statusCode()).as(json.body()).isEqualTo(200);
        assertThat(xml.statusCode()).as(xml.body()).isEqualTo(200);
        assertThat(withoutBulkData.statusCode()).isEqualTo(400);
        assertThat(withoutBulkData.body()).contains("(7FE0,0010)");
        assertThat(radiologist.retrieve("/dicom-web/studies/" + study))
                .extracting(file -> Part10Reader.read(file).dataSet())
                .containsExactlyInAnyOrder(image, second);
    }

    private HttpResponse<String> storeMetadata(
            String type, String metadata, String location, byte[] bulkData) {
        MultipartRelatedWriter writer = MultipartRelatedWriter.of(type);
        Buffer body =
                writer.part(Buffer.buffer(metadata))
                        .appendBuffer(
                                writer.beginPart(
                                        Map.of(
                                                "Content-Type",
                                                "application/octet-stream",
                                                "Content-Location",
                                                location)))
                        .appendBytes(bulkData)
                        .appendBuffer(writer.endPart())
                        .appendBuffer(writer.close());
        return gateway.post("/dicom-web/studies", writer.contentType(), body.getBytes());
    }

    @Test
    void theResponseIsXmlForWhoAcceptsThat() {
        byte[] file = SmallImage.file(SmallImage.of(study, Uid.create()));

        HttpResponse<String> xml =
                gateway.store("/dicom-web/studies?accept=application/dicom%2Bxml", List.of(file));
        HttpResponse<String> neither =
                gateway.store("/dicom-web/studies?accept=image/png", List.of(file));

        assertThat(xml.headers().firstValue("Content-Type")).hasValue("application/dicom+xml");
        assertThat(DicomXml.read(xml.body()).items(Tag.ReferencedSOPSequence)).hasSize(1);
        assertThat(neither.statusCode()).isEqualTo(406);
    }

    @Test
    void thousandsOfPartsOfUnknownLengthAreStoredInOneRequest() {
        String series = Uid.create();
        List<byte[]> files = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            files.add(SmallImage.file(SmallImage.of(study, series)));
        }

        HttpResponse<String> response = gateway.storeChunked("/dicom-web/studies/" + study, files);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(DicomJson.read(response.body()).items(Tag.ReferencedSOPSequence)).hasSize(2000);
        assertThat(radiologist.get("/dicom-web/studies?StudyInstanceUID=" + study).body())
                .contains("\"00201208\":{\"vr\":\"IS\",\"Value\":[2000]}");
    }

    @Test
    void storingAgainIsASuccessAndAddsNothing() {
        List<byte[]> files = List.of(Samples.renewed(Samples.LEG_RADIOGRAPH, study));

        assertThat(gateway.store(files).statusCode()).isEqualTo(200);
        assertThat(gateway.store(files).statusCode()).isEqualTo(200);

        assertThat(radiologist.retrieve("/dicom-web/studies/" + study)).hasSize(1);
    }

    @Test
    void eachInstanceHasItsOwnResult() {
        byte[] good = Samples.renewed(Samples.LEG_RADIOGRAPH, study);
        byte[] truncated = Samples.bytes("malformed/rtplan_truncated.dcm");
        byte[] noDicom = "this is no DICOM file at all".repeat(10).getBytes(StandardCharsets.UTF_8);

        HttpResponse<String> response = gateway.store(List.of(truncated, good, noDicom));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        DataSet body = DicomJson.read(response.body());
        assertThat(body.items(Tag.ReferencedSOPSequence)).hasSize(1);
        assertThat(body.items(Tag.FailedSOPSequence))
                .singleElement()
                .satisfies(item ->
                        assertThat(item.integers(Tag.FailureReason))
                                .containsExactly(CANNOT_UNDERSTAND));
        assertThat(body.items(Tag.OtherFailuresSequence))
                .singleElement()
                .satisfies(item ->
                        assertThat(item.integers(Tag.FailureReason))
                                .containsExactly(CANNOT_UNDERSTAND));
        assertThat(radiologist.retrieve("/dicom-web/studies/" + study)).containsExactly(good);
        assertThat(WebDoor.as("it-administrator", port).get("/operations/refused").body())
                .contains("\"not-dicom\"")
                .contains("\"truncated\"");
    }

    @Test
    void aBodyThatIsNotDicomIsAClearErrorAndTheNextStudyPasses() {
        HttpResponse<String> json =
                gateway.post("/dicom-web/studies", "application/json", new byte[10]);
        HttpResponse<String> noParts =
                gateway.post(
                        "/dicom-web/studies",
                        "multipart/related; type=\"application/dicom\"; boundary=x",
                        "nothing of the kind".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> noDicom = gateway.store(List.of(new byte[1000]));

        assertThat(json.statusCode()).isEqualTo(415);
        assertThat(json.body()).contains("urn:radbridge:failure:unsupported-media-type");
        assertThat(noParts.statusCode()).isEqualTo(400);
        assertThat(noParts.body()).contains("urn:radbridge:failure:malformed-multipart");
        assertThat(noDicom.statusCode()).isEqualTo(409);
        assertThat(gateway.store(Samples.headCt(study)).statusCode()).isEqualTo(200);
    }

    @Test
    void anInstanceOfAnotherStudyThanThePathNamesIsRefused() {
        byte[] file = Samples.renewed(Samples.LEG_RADIOGRAPH, study);

        HttpResponse<String> response =
                gateway.store("/dicom-web/studies/" + Uid.create(), List.of(file));

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(
                        DicomJson.read(response.body())
                                .items(Tag.FailedSOPSequence)
                                .getFirst()
                                .integers(Tag.FailureReason))
                .containsExactly(DOES_NOT_MATCH);
        assertThat(radiologist.get("/dicom-web/studies/" + study).statusCode()).isEqualTo(404);
    }

    /**
     * Of the samples, those that the manifest calls unfit are refused, and all others stored: some
     * of them with a warning, since values are coerced.
     */
    @Test
    @org.junit.jupiter.api.Tag("A8")
    void everySampleIsEitherStoredOrRefusedWithAReason() {
        Set<String> unfit =
                Set.of(
                        "meta_missing_tsyntax.dcm",
                        "UN_sequence.dcm",
                        "priv_SQ.dcm",
                        "nested_priv_SQ.dcm",
                        "undefined-length-test.dcm",
                        "chrSQEncoding1.dcm",
                        "HTJ2KLossless_08_RGB.dcm",
                        "rtplan_truncated.dcm",
                        "no_meta.dcm",
                        "ExplVR_LitEndNoMeta.dcm",
                        "ExplVR_BigEndNoMeta.dcm",
                        "rtstruct.dcm",
                        "emri_small_jpeg_2k_lossless_too_short.dcm");
        Set<String> stored = new HashSet<>();
        for (Path file : Samples.below(".")) {
            String name = file.getFileName().toString();
            HttpResponse<String> response = gateway.store(List.of(Samples.bytes(file.toString())));
            if (unfit.contains(name)) {
                assertThat(response.statusCode()).as(name).isEqualTo(409);
            } else if (response.statusCode() == 409) {
                // the same image in another transfer syntax, by the same name
                DataSet failed =
                        DicomJson.read(response.body()).items(Tag.FailedSOPSequence).getFirst();
                assertThat(failed.integers(Tag.FailureReason)).as(name).containsExactly(DUPLICATE);
                assertThat(stored).as(name).contains(referenced(failed));
            } else {
                assertThat(response.statusCode()).as(name).isIn(200, 202);
                DicomJson.read(response.body())
                        .items(Tag.ReferencedSOPSequence)
                        .forEach(item -> stored.add(referenced(item)));
            }
        }
        assertThat(stored).hasSizeGreaterThan(50);
    }

    private static String referenced(DataSet item) {
        return item.string(Tag.ReferencedSOPInstanceUID).orElseThrow();
    }

    @Test
    @org.junit.jupiter.api.Tag("E4")
    void whoHasNoTokenOrTheWrongOneStaysOutside() {
        String path = "/dicom-web/studies/" + study;
        WebDoor nobody = WebDoor.with("", port);
        WebDoor otherAudience =
                WebDoor.with(
                        TestTokens.user("service", "service").audience("other-app").token(), port);
        WebDoor technologist = WebDoor.as("technologist", port);
        List<byte[]> files = List.of(Samples.renewed("charsets/chrArab.dcm", study));

        assertThat(nobody.store(files).statusCode()).isEqualTo(401);
        assertThat(nobody.get(path).statusCode()).isEqualTo(401);
        assertThat(nobody.get("/studies").statusCode()).isEqualTo(401);
        assertThat(otherAudience.store(files).statusCode()).isEqualTo(401);
        assertThat(technologist.store(files).statusCode()).isEqualTo(403);
        assertThat(technologist.get(path + "/metadata").statusCode()).isEqualTo(403);
        assertThat(technologist.get("/studies").statusCode()).isEqualTo(200);
        assertThat(WebDoor.as("it-administrator", port).get(path).statusCode()).isEqualTo(403);
        assertThat(radiologist.get(path).statusCode()).isEqualTo(404);
    }
}
