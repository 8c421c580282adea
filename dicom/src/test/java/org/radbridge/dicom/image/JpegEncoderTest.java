package org.radbridge.dicom.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.PixelDataFragments;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.samples.DicomSamples;

/** JPEG written here and read back by the decoder, which is held to DCMTK elsewhere. */
@org.junit.jupiter.api.Tag("A8")
class JpegEncoderTest {

    /** At quality 100 every coefficient is rounded by at most one half. */
    private static final int ROUNDING = 4;

    /** A data set around one JPEG, as secondary captures have it. */
    static DataSet capture(RenderedFrame frame, int quality) {
        boolean colour = frame.channels() == 3;
        byte[] jpeg = JpegEncoder.encode(frame, quality);
        byte[] even = java.util.Arrays.copyOf(jpeg, jpeg.length + jpeg.length % 2);
        return new DataSet()
                .put(Tag.SOPClassUID, Uid.SecondaryCaptureImageStorage)
                .put(Tag.SOPInstanceUID, Uid.create())
                .put(Tag.StudyInstanceUID, Uid.create())
                .put(Tag.SeriesInstanceUID, Uid.create())
                .putInts(Tag.SamplesPerPixel, frame.channels())
                .put(Tag.PhotometricInterpretation, colour ? "YBR_FULL" : "MONOCHROME2")
                .putInts(Tag.PlanarConfiguration, 0)
                .putInts(Tag.Rows, frame.height())
                .putInts(Tag.Columns, frame.width())
                .putInts(Tag.BitsAllocated, 8)
                .putInts(Tag.BitsStored, 8)
                .putInts(Tag.HighBit, 7)
                .putInts(Tag.PixelRepresentation, 0)
                .put(Tag.WindowCenter, "128")
                .put(Tag.WindowWidth, "256")
                .put(new PixelDataFragments(Tag.PixelData, Vr.OB, List.of(new byte[0], even)));
    }

    private static RenderedFrame readBack(RenderedFrame frame, int quality) {
        DataSet capture = capture(frame, quality);
        return RenderedFrame.of(
                Image.of(TransferSyntax.of(Uid.JPEGBaseline8Bit), capture), 0, Optional.empty());
    }

    private static int worst(RenderedFrame a, RenderedFrame b) {
        int worst = 0;
        for (int i = 0; i < a.bytes().length; i++) {
            worst = Math.max(worst, Math.abs((a.bytes()[i] & 0xFF) - (b.bytes()[i] & 0xFF)));
        }
        return worst;
    }

    /** Peak signal-to-noise ratio, in decibels. */
    static double ratio(RenderedFrame a, RenderedFrame b) {
        double squares = 0;
        for (int i = 0; i < a.bytes().length; i++) {
            double difference = (a.bytes()[i] & 0xFF) - (b.bytes()[i] & 0xFF);
            squares += difference * difference;
        }
        return 10 * Math.log10(255.0 * 255 * a.bytes().length / squares);
    }

    private static RenderedFrame noise(int width, int height, int channels) {
        byte[] bytes = new byte[width * height * channels];
        new Random(width * 31L + height).nextBytes(bytes);
        return new RenderedFrame(width, height, channels, bytes);
    }

    static RenderedFrame sample(String file) throws IOException {
        return RenderedFrame.of(
                Image.of(Part10Reader.read(DicomSamples.file(file))), 0, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"1,1", "8,8", "7,9", "64,1", "1,64", "17,33", "200,120"})
    void noiseOfAnySizeComesBackWithinRoundingAtTheHighestQuality(int width, int height) {
        RenderedFrame grey = noise(width, height, 1);
        assertThat(worst(grey, readBack(grey, 100))).isLessThanOrEqualTo(ROUNDING);
        RenderedFrame colour = noise(width, height, 3);
        // rounded again in YCbCr, whose equations stretch it by up to 1.8
        assertThat(worst(colour, readBack(colour, 100))).isLessThanOrEqualTo(2 * ROUNDING);
    }

    @Test
    void everyGreyOfAnEvenFieldComesBackAsItWas() {
        for (int grey = 0; grey < 256; grey++) {
            byte[] bytes = new byte[16 * 16];
            java.util.Arrays.fill(bytes, (byte) grey);
            RenderedFrame field = new RenderedFrame(16, 16, 1, bytes);
            assertThat(readBack(field, 90).bytes()).as("grey %s", grey).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "transfer-syntaxes/ct_explicit_le.dcm,100,50",
        "transfer-syntaxes/ct_explicit_le.dcm,90,38",
        "transfer-syntaxes/ct_explicit_le.dcm,50,30",
        "radiograph/RG1_chest_explicit_le.dcm,90,40",
        "multi-frame/examples_ybr_color.dcm,90,36"
    })
    void picturesOfPatientsComeBackWithLittleNoise(String file, int quality, double decibels)
            throws IOException {
        RenderedFrame picture = sample(file);
        RenderedFrame back = readBack(picture, quality);
        assertThat(ratio(picture, back)).isGreaterThan(decibels);
    }

    @Test
    void lowerQualityIsSmaller() throws IOException {
        RenderedFrame picture = sample("transfer-syntaxes/ct_explicit_le.dcm");
        int before = Integer.MAX_VALUE;
        for (int quality : List.of(100, 90, 75, 50, 25, 10, 1)) {
            int size = JpegEncoder.encode(picture, quality).length;
            assertThat(size).as("quality %s", quality).isLessThan(before);
            before = size;
        }
        assertThatIllegalArgumentException().isThrownBy(() -> JpegEncoder.encode(picture, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> JpegEncoder.encode(picture, 101));
    }
}
