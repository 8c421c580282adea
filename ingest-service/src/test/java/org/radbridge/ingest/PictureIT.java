package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.ingest.testing.SmallImage;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;

/** Rendered resources and thumbnails; the JDK's own readers look at them. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@org.junit.jupiter.api.Tag("A4")
class PictureIT {
    private static final String PNG = "image/png";
    private static final String JPEG = "image/jpeg";

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

    /** Stores a file; the path of its instance. */
    private String stored(byte[] file) {
        HttpResponse<String> response = gateway.store(List.of(file));
        // 202 where a sample's patient gives way to the study's
        assertThat(response.statusCode()).as(response.body()).isIn(200, 202);
        DataSet dataSet = Part10Reader.read(file).dataSet();
        return studyPath
                + "/series/"
                + dataSet.string(Tag.SeriesInstanceUID).orElseThrow()
                + "/instances/"
                + dataSet.string(Tag.SOPInstanceUID).orElseThrow();
    }

    /** One row of 256 pixels that are 0, 16, 32 and on, in each frame brighter by 1000. */
    private DataSet ramps(int frames) {
        byte[] pixels = new byte[frames * 256 * 2];
        for (int i = 0; i < frames * 256; i++) {
            int value = i % 256 * 16 + i / 256 * 1000;
            pixels[2 * i] = (byte) value;
            pixels[2 * i + 1] = (byte) (value >> 8);
        }
        return SmallImage.of(study, series)
                .put(Tag.NumberOfFrames, Integer.toString(frames))
                .put(Tag.RescaleSlope, "1")
                .put(Tag.RescaleIntercept, "-1000")
                .putInts(Tag.Rows, 1)
                .putInts(Tag.Columns, 256)
                .putInts(Tag.BitsAllocated, 16)
                .putInts(Tag.BitsStored, 16)
                .putInts(Tag.HighBit, 15)
                .putBytes(Tag.PixelData, Vr.OW, pixels);
    }

    private HttpResponse<byte[]> get(String path, String accept) {
        return radiologist.getBytes(path, "Accept", accept);
    }

    private static BufferedImage picture(HttpResponse<byte[]> response, String type) {
        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.ISO_8859_1))
                .isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(type);
        return picture(response.body());
    }

    private static BufferedImage picture(byte[] bytes) {
        try {
            return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int grey(BufferedImage picture, int x, int y) {
        return picture.getRaster().getSample(x, y, 0);
    }

    /** The grey of a stored value in a linear window (PS3.3 C.11.2.1.2.1). */
    private static long expected(int stored, double center, double width) {
        double value = stored - 1000;
        double fraction = (value - (center - 0.5)) / (width - 1) + 0.5;
        return Math.round(255 * Math.clamp(fraction, 0, 1));
    }

    @Test
    void windowSaysWhatIsBlackAndWhatIsWhite() {
        String instance = stored(SmallImage.file(ramps(1)));

        BufferedImage png = picture(get(instance + "/rendered?window=400,1200,linear", PNG), PNG);
        BufferedImage jpeg =
                picture(get(instance + "/rendered?window=400,1200,linear&quality=100", JPEG), JPEG);

        assertThat(png.getWidth()).isEqualTo(256);
        assertThat(png.getHeight()).isEqualTo(1);
        for (int x = 0; x < 256; x++) {
            long expected = expected(x * 16, 400, 1200);
            assertThat(grey(png, x, 0)).as("pixel %s", x).isEqualTo((int) expected);
            assertThat(Math.abs(grey(jpeg, x, 0) - expected)).as("pixel %s", x).isLessThan(4);
        }
    }

    @Test
    void viewportScalesCutsAndMirrors() {
        String instance = stored(SmallImage.file(ramps(1)));
        String path = instance + "/rendered?window=1048,4096,linear&viewport=";

        BufferedImage half = picture(get(path + "128,128", PNG), PNG);
        BufferedImage mirrored = picture(get(path + "100,100,0,0,-100,1", PNG), PNG);

        assertThat(half.getWidth()).isEqualTo(128);
        assertThat(grey(half, 64, 0)).isBetween(127, 130);
        assertThat(mirrored.getWidth()).isEqualTo(100);
        assertThat(grey(mirrored, 0, 0)).isEqualTo((int) expected(99 * 16, 1048, 4096));
        assertThat(grey(mirrored, 99, 0)).isZero();
    }

    @Test
    void onePictureOfManyFramesIsTheOneInTheMiddleAndPartsAreAllOfThem() {
        String instance = stored(SmallImage.file(ramps(5)));
        String window = "?window=2000,9000,linear";

        HttpResponse<byte[]> all =
                get(instance + "/rendered" + window, "multipart/related; type=\"image/png\"");
        HttpResponse<byte[]> two =
                get(
                        instance + "/frames/5,1/rendered" + window,
                        "multipart/related; type=\"image/png\"");
        BufferedImage middle = picture(get(instance + "/rendered" + window, PNG), PNG);
        BufferedImage second = picture(get(instance + "/frames/2/rendered" + window, PNG), PNG);

        assertThat(grey(middle, 0, 0)).isEqualTo((int) expected(2000, 2000, 9000));
        assertThat(grey(second, 0, 0)).isEqualTo((int) expected(1000, 2000, 9000));
        assertThat(WebDoor.parts(all).stream().map(part -> grey(picture(part), 0, 0)))
                .containsExactlyElementsOf(
                        IntStream.range(0, 5)
                                .mapToObj(i -> (int) expected(i * 1000, 2000, 9000))
                                .toList());
        assertThat(WebDoor.parts(two).stream().map(part -> grey(picture(part), 0, 0)))
                .containsExactly((int) expected(4000, 2000, 9000), (int) expected(0, 2000, 9000));
        assertThat(new String(two.body(), StandardCharsets.ISO_8859_1))
                .contains("Content-Location: http://localhost:" + port + instance + "/frames/5");
        assertThat(get(instance + "/frames/5,1/rendered", PNG).statusCode()).isEqualTo(406);
        assertThat(get(instance + "/frames/6/rendered", PNG).statusCode()).isEqualTo(404);
    }

    /** Noise is not made smaller by PNG: these frames are more than is encoded at once. */
    @Test
    void everyFrameOfALongRunComesOnceAndInOrder() {
        byte[] pixels = new byte[12 << 20];
        new Random(7).nextBytes(pixels);
        String instance =
                stored(
                        SmallImage.file(
                                SmallImage.of(study, series)
                                        .put(Tag.NumberOfFrames, "12")
                                        .put(Tag.WindowCenter, "128")
                                        .put(Tag.WindowWidth, "256")
                                        .putInts(Tag.Rows, 1024)
                                        .putInts(Tag.Columns, 1024)
                                        .putBytes(Tag.PixelData, Vr.OB, pixels)));

        HttpResponse<byte[]> all =
                get(instance + "/rendered", "multipart/related; type=\"image/png\"");

        assertThat(all.body()).hasSizeGreaterThan(pixels.length);
        List<byte[]> parts = WebDoor.parts(all);
        assertThat(parts).hasSize(12);
        for (int frame = 0; frame < 12; frame++) {
            assertThat(
                            ((DataBufferByte) picture(parts.get(frame)).getRaster().getDataBuffer())
                                    .getData())
                    .as("frame %s", frame)
                    .isEqualTo(Arrays.copyOfRange(pixels, frame << 20, frame + 1 << 20));
        }
    }

    /** 40 MiB, of which no more than 24 are read here; each frame has a window of its own. */
    @Test
    void aFrameOfAnObjectThatIsTooLargeToBeReadIsRenderedAlone() {
        byte[] pixels = new byte[5 << 23];
        for (int i = 0; i < pixels.length; i += 2) {
            pixels[i] = (byte) (100 + 10 * (i >> 23));
        }
        DataSet image =
                SmallImage.of(study, series)
                        .put(Tag.NumberOfFrames, "5")
                        .putInts(Tag.Rows, 2048)
                        .putInts(Tag.Columns, 2048)
                        .putInts(Tag.BitsAllocated, 16)
                        .putInts(Tag.BitsStored, 16)
                        .putInts(Tag.HighBit, 15)
                        .putBytes(Tag.PixelData, Vr.OW, pixels)
                        .putItems(
                                Tag.PerFrameFunctionalGroupsSequence,
                                IntStream.range(0, 5).mapToObj(PictureIT::windowOfItsOwn).toList());
        String instance = stored(SmallImage.file(image));

        for (int frame = 1; frame <= 5; frame++) {
            BufferedImage shown =
                    picture(
                            get(instance + "/frames/" + frame + "/rendered?viewport=4,4", PNG),
                            PNG);
            // the value lies at a fifth of the way through the window for each frame before it
            assertThat(grey(shown, 2, 2))
                    .as("frame %s", frame)
                    .isBetween(51 * frame - 2, 51 * frame + 2);
        }
        BufferedImage middle = picture(get(studyPath + "/thumbnail", PNG), PNG);
        assertThat(grey(middle, 100, 100)).isBetween(151, 155);
        assertThat(get(instance + "/rendered", "multipart/related; type=image/png").statusCode())
                .as("all of them need the object whole")
                .isEqualTo(413);
        assertThat(get(instance + "/frames/6/rendered", PNG).statusCode()).isIn(404, 413);
    }

    /** A window of width 100 whose foot lies 20, 40 and on below the frame's value. */
    private static DataSet windowOfItsOwn(int frame) {
        int value = 100 + 10 * frame;
        double foot = value - 20.0 * (frame + 1);
        return new DataSet()
                .putItems(
                        Tag.FrameVOILUTSequence,
                        new DataSet()
                                .put(Tag.WindowCenter, Double.toString(foot + 50))
                                .put(Tag.WindowWidth, "100")
                                .put(Tag.VOILUTFunction, "LINEAR_EXACT"));
    }

    @Test
    void framesOfAnAngiogramAreRenderedWithoutTheOthers() {
        String instance = stored(Samples.renewed("multi-frame/xa_75f_jpeg.dcm", study));

        HttpResponse<byte[]> all =
                get(instance + "/rendered", "multipart/related; type=\"image/jpeg\"");

        List<byte[]> parts = WebDoor.parts(all);
        assertThat(parts).hasSize(75);
        assertThat(parts.get(37)).isEqualTo(get(instance + "/frames/38/rendered", JPEG).body());
        assertThat(picture(get(instance + "/rendered", JPEG), JPEG).getWidth()).isEqualTo(512);
        assertThat(get(instance + "/rendered", JPEG).body()).isEqualTo(parts.get(37));
    }

    @Test
    void colourStaysColour() {
        String instance = stored(Samples.renewed("multi-frame/us_cine_10f_jpeg.dcm", study));

        BufferedImage jpeg = picture(get(instance + "/frames/1/rendered", JPEG), JPEG);

        assertThat(jpeg.getRaster().getNumBands()).isEqualTo(3);
    }

    @Test
    void thumbnailOfASeriesIsItsMiddleInSmallAndReportsBesideItDoNotCount() {
        List<byte[]> files = Samples.headCt(study);
        assertThat(gateway.store(files).statusCode()).isEqualTo(200);
        stored(Samples.renewed("structured-reports/sr_document.dcm", study));
        DataSet middle = Part10Reader.read(files.get(files.size() / 2)).dataSet();
        String seriesPath =
                studyPath + "/series/" + middle.string(Tag.SeriesInstanceUID).orElseThrow();
        String instance =
                seriesPath + "/instances/" + middle.string(Tag.SOPInstanceUID).orElseThrow();

        HttpResponse<byte[]> ofSeries = get(seriesPath + "/thumbnail", "*/*");
        HttpResponse<byte[]> ofStudy = get(studyPath + "/thumbnail", PNG);
        HttpResponse<byte[]> small = get(studyPath + "/thumbnail?viewport=64,32", PNG);

        BufferedImage picture = picture(ofSeries, JPEG);
        assertThat(picture.getWidth()).isEqualTo(200);
        assertThat(picture.getHeight()).isEqualTo(200);
        assertThat(ofSeries.body()).isEqualTo(get(instance + "/thumbnail", JPEG).body());
        assertThat(picture(ofStudy, PNG).getWidth()).isEqualTo(200);
        assertThat(picture(small, PNG).getWidth()).isEqualTo(32);
        assertThat(get(instance + "/frames/1/thumbnail", JPEG).body()).isEqualTo(ofSeries.body());
        List<byte[]> all =
                WebDoor.parts(get(studyPath + "/rendered", "multipart/related; type=image/jpeg"));
        assertThat(all).as("the report gives none").hasSameSizeAs(files);
    }

    @Test
    void whatIsNoPictureOrNotUnderstoodIsRefused() {
        String report = stored(Samples.renewed("structured-reports/sr_document.dcm", study));

        assertThat(get(report + "/rendered", JPEG).statusCode()).isEqualTo(406);
        assertThat(get(report + "/rendered", "multipart/related; type=\"image/jpeg\"").statusCode())
                .isEqualTo(406);
        assertThat(get(studyPath + "/thumbnail", JPEG).statusCode()).isEqualTo(406);
        assertThat(get("/dicom-web/studies/1.2.3/thumbnail", JPEG).statusCode()).isEqualTo(404);
        assertThat(get("/dicom-web/studies/1.2.3/rendered", JPEG).statusCode()).isEqualTo(404);

        String image = stored(SmallImage.file(ramps(1)));
        assertThat(get(image + "/rendered", "image/gif").statusCode()).isEqualTo(406);
        for (String wrong :
                List.of(
                        "window=1,2",
                        "window=a,2,linear",
                        "window=1,0,linear",
                        "window=1,2,square",
                        "viewport=5",
                        "viewport=0,5",
                        "viewport=5,5,9999,0,1,1",
                        "viewport=90000,90000",
                        "viewport=5,5,-1,0",
                        "quality=0",
                        "quality=much")) {
            assertThat(get(image + "/rendered?" + wrong, JPEG).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(get(image + "/rendered?annotation=patient", JPEG).headers().allValues("Warning"))
                .anyMatch(warning -> warning.contains("annotation"));
    }

    @Test
    @org.junit.jupiter.api.Tag("E4")
    void picturesAreForThoseOnlyWhomThePolicyLetsSeeInstances() {
        String instance = stored(SmallImage.file(ramps(1)));
        for (String resource :
                List.of(
                        studyPath + "/rendered",
                        studyPath + "/thumbnail",
                        instance + "/rendered",
                        instance + "/frames/1/rendered",
                        instance + "/frames/1/thumbnail")) {
            assertThat(WebDoor.with("", port).get(resource).statusCode())
                    .as(resource)
                    .isEqualTo(401);
            assertThat(WebDoor.as("ward-staff", port).get(resource).statusCode())
                    .as(resource)
                    .isEqualTo(403);
        }
    }
}
