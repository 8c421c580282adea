package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.PixelDataFragments;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.image.Image;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.ingest.testing.SmallImage;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;

/**
 * What is kept compressed, in the transfer syntax that a client asks for (PS3.18 section 8.7.3).
 */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@org.junit.jupiter.api.Tag("A4")
class TranscodingIT {
    private static final String DICOM = "multipart/related; type=\"application/dicom\"";
    private static final String BYTES = "application/octet-stream";
    private static final String PARTS = "multipart/related; type=\"application/octet-stream\"";
    private static final String EXPLICIT = "; transfer-syntax=" + Uid.ExplicitVRLittleEndian;

    private final String study = Uid.create();
    private WebDoor gateway;
    private WebDoor radiologist;

    @BeforeEach
    void open() {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        gateway = WebDoor.as("service", port);
        radiologist = WebDoor.as("radiologist", port);
    }

    private String stored(byte[] file) {
        HttpResponse<String> response = gateway.store(List.of(file));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        DataSet dataSet = Part10Reader.read(file).dataSet();
        return "/dicom-web/studies/"
                + study
                + "/series/"
                + dataSet.string(Tag.SeriesInstanceUID).orElseThrow()
                + "/instances/"
                + dataSet.string(Tag.SOPInstanceUID).orElseThrow();
    }

    private HttpResponse<byte[]> get(String path, String accept) {
        return radiologist.getBytes(path, "Accept", accept);
    }

    private static Part10File only(HttpResponse<byte[]> response) {
        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.ISO_8859_1))
                .isEqualTo(200);
        return Part10Reader.read(WebDoor.parts(response).getFirst());
    }

    private static byte[] cells(Image image) {
        ByteArrayOutputStream cells = new ByteArrayOutputStream();
        for (int i = 0; i < image.frames(); i++) {
            cells.writeBytes(image.frame(i).cells());
        }
        return cells.toByteArray();
    }

    /** The same CT slice in every encoding: the bytes of the uncompressed one are known. */
    @ParameterizedTest
    @ValueSource(
            strings = {"ct_rle", "ct_jpeg_lossless_57", "ct_jpeg_lossless_sv1_70", "ct_deflated"})
    void losslessObjectsAreGivenUncompressedWithThePixelsThatTheyHold(String name) {
        byte[] pixels =
                Samples.read(Samples.folder().resolve("transfer-syntaxes/ct_explicit_le.dcm"))
                        .dataSet()
                        .bytes(Tag.PixelData)
                        .orElseThrow();
        byte[] file = Samples.renewed("transfer-syntaxes/" + name + ".dcm", study);
        TransferSyntax kept = Part10Reader.read(file).transferSyntax();
        String instance = stored(file);

        Part10File byDefault = only(get(instance, DICOM));
        Part10File asKept = only(get(instance, DICOM + "; transfer-syntax=*"));
        Part10File single = Part10Reader.read(get(instance, "application/dicom" + EXPLICIT).body());

        assertThat(byDefault.transferSyntax()).isEqualTo(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(byDefault.dataSet().bytes(Tag.PixelData)).hasValue(pixels);
        assertThat(byDefault.fileMeta().string(Tag.TransferSyntaxUID))
                .hasValue(Uid.ExplicitVRLittleEndian);
        assertThat(single.dataSet()).isEqualTo(byDefault.dataSet());
        assertThat(new DataSet().putAll(single.dataSet()).remove(Tag.PixelData))
                .isEqualTo(
                        new DataSet()
                                .putAll(Part10Reader.read(file).dataSet())
                                .remove(Tag.PixelData));
        assertThat(asKept.transferSyntax()).isEqualTo(kept);
        assertThat(get(instance, DICOM + "; transfer-syntax=" + Uid.JPEG2000).statusCode())
                .isEqualTo(406);
        assertThat(get(instance + "/frames/1", BYTES).body()).isEqualTo(pixels);
        assertThat(WebDoor.parts(get(instance + "/frames/1", PARTS + EXPLICIT)))
                .containsExactly(pixels);
    }

    @Test
    void compressedPixelsAreBulkDataAsTheyAreKeptAndDecoded() {
        byte[] file = Samples.renewed("transfer-syntaxes/ct_jpeg_lossless_sv1_70.dcm", study);
        Image image = Image.of(Part10Reader.read(file));
        String instance = stored(file);
        String pixels = instance + "/bulkdata/7FE00010";

        assertThat(get(pixels, BYTES).body()).isEqualTo(cells(image));
        assertThat(WebDoor.parts(get(pixels, "multipart/related; type=\"image/jpeg\"")))
                .containsExactly(image.encoded(0));
        assertThat(WebDoor.parts(get(pixels, PARTS + "; transfer-syntax=*")))
                .containsExactly(image.encoded(0));
        assertThat(WebDoor.parts(get(instance + "/pixeldata", PARTS)))
                .containsExactly(cells(image));
        assertThat(get(pixels, "image/jls").statusCode()).isEqualTo(406);
    }

    /** 75 frames of 256 KiB: more than is decoded at once. */
    @Test
    void longRunsAreDecodedPieceByPiece() {
        byte[] file = Samples.renewed("multi-frame/xa_75f_jpeg.dcm", study);
        Image image = Image.of(Part10Reader.read(file));
        String instance = stored(file);

        Part10File explicit = only(get(instance, DICOM));

        byte[] pixels = cells(image);
        assertThat(pixels).hasSize(75 * 512 * 512);
        assertThat(explicit.dataSet().bytes(Tag.PixelData)).hasValue(pixels);
        assertThat(get(instance + "/bulkdata/7FE00010", BYTES).body()).isEqualTo(pixels);
        assertThat(WebDoor.parts(get(instance + "/frames/75,2", PARTS)))
                .containsExactly(
                        Arrays.copyOfRange(pixels, 74 << 18, 75 << 18),
                        Arrays.copyOfRange(pixels, 1 << 18, 2 << 18));
        assertThat(
                        WebDoor.parts(
                                get(
                                        instance + "/frames/75,2",
                                        "multipart/related; type=\"image/jpeg\"")))
                .containsExactly(image.encoded(74), image.encoded(1));
    }

    @Test
    void colourIsSaidToBeWhatItHasBecome() {
        String instance = stored(Samples.renewed("multi-frame/us_cine_10f_jpeg.dcm", study));

        Part10File explicit = only(get(instance, DICOM));

        Image image = Image.of(explicit);
        assertThat(image.frames()).isEqualTo(10);
        assertThat(explicit.dataSet().string(Tag.PhotometricInterpretation).orElseThrow())
                .isNotEqualTo("YBR_FULL_422");
        assertThat(explicit.dataSet().integer(Tag.PlanarConfiguration)).hasValue(0);
    }

    private byte[] encapsulated(String syntax) {
        DataSet dataSet =
                SmallImage.of(study, Uid.create())
                        .put(
                                new PixelDataFragments(
                                        Tag.PixelData,
                                        Vr.OB,
                                        List.of(new byte[0], new byte[] {1, 2, 3, 4})));
        return Part10Writer.write(dataSet, TransferSyntax.of(syntax));
    }

    @Test
    void whatCannotBeDecodedComesAsItIsKeptUnlessTheClientForbidsIt() {
        for (String syntax : List.of(Uid.MPEG2MPML, Uid.JPEGBaseline8Bit)) {
            String instance = stored(encapsulated(syntax));

            assertThat(only(get(instance, DICOM)).transferSyntax().uid()).isEqualTo(syntax);
            assertThat(get(instance, DICOM + EXPLICIT).statusCode()).as(syntax).isEqualTo(406);
            assertThat(get(instance + "/frames/1", BYTES).statusCode()).as(syntax).isEqualTo(406);
            assertThat(get(instance + "/rendered", "image/png").statusCode()).isEqualTo(406);
        }
    }
}
