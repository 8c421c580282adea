package org.radbridge.inference.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.radbridge.dicom.data.Tag.BitsAllocated;
import static org.radbridge.dicom.data.Tag.BitsStored;
import static org.radbridge.dicom.data.Tag.Columns;
import static org.radbridge.dicom.data.Tag.HighBit;
import static org.radbridge.dicom.data.Tag.PhotometricInterpretation;
import static org.radbridge.dicom.data.Tag.PixelData;
import static org.radbridge.dicom.data.Tag.PixelRepresentation;
import static org.radbridge.dicom.data.Tag.Rows;
import static org.radbridge.dicom.data.Tag.SOPClassUID;
import static org.radbridge.dicom.data.Tag.SOPInstanceUID;
import static org.radbridge.dicom.data.Tag.SamplesPerPixel;
import static org.radbridge.dicom.data.Tag.SeriesInstanceUID;

import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;
import org.radbridge.kit.failure.PermanentFailure;

@Tag("B2")
@Tag("B3")
class PixelDecoderTest {
    private static final long MAX = 1 << 20;

    /** The figures are those of DCMTK's dcmdump. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ct-series/head-gantry-tilt/05.dcm,      512,  512, -1500, -1500,  1832,  -160669405, false",
        "mr-series/abdomen/adb1_1.dcm,           256,  256,     0,     0,   678,     5260792, false",
        "radiograph/RG1_chest_explicit_le.dcm,  1955, 1841, 18876,   803, 26512, 26602973060, true",
        "radiograph/dx_image.dcm,                169,  211,   211,     5,   255,     5913505, true",
        "transfer-syntaxes/ct_implicit_le.dcm,   512,  512, -2000, -2000,  2402,    19640763, false",
        "transfer-syntaxes/ct_explicit_be.dcm,   512,  512, -2000, -2000,  2402,    19640763, false",
        "transfer-syntaxes/ct_deflated.dcm,      512,  512, -2000, -2000,  2402,    19640763, false"
    })
    void realImagesHaveTheValuesThatDcmtkSees(
            String sample,
            int rows,
            int columns,
            int first,
            int smallest,
            int largest,
            long sum,
            boolean lowIsWhite)
            throws IOException {
        StoredImage image = DicomSamples.decode(sample);

        assertThat(image.rows()).isEqualTo(rows);
        assertThat(image.columns()).isEqualTo(columns);
        assertThat(image.lowIsWhite()).isEqualTo(lowIsWhite);
        double found = 0;
        float least = Float.MAX_VALUE;
        float most = -Float.MAX_VALUE;
        for (float value : image.values()) {
            found += value;
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        assertThat(image.values()[0]).isEqualTo(first);
        assertThat(least).isEqualTo(smallest);
        assertThat(most).isEqualTo(largest);
        assertThat(found).isEqualTo(sum);
    }

    @Test
    void rescaleIsRead() throws IOException {
        assertThat(DicomSamples.decode("transfer-syntaxes/ct_implicit_le.dcm").rescaleIntercept())
                .isEqualTo(-1024);
        assertThat(DicomSamples.decode("mr-series/abdomen/adb1_1.dcm").rescaleSlope())
                .isEqualTo(1.63858);
        assertThat(DicomSamples.decode("radiograph/RG1_chest_explicit_le.dcm").rescaleSlope())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ct_rle", "ct_jpeg_lossless_57", "ct_jpeg_lossless_sv1_70"})
    void whatWasCompressedWithoutLossHasTheSameValues(String sample) throws IOException {
        StoredImage compressed = DicomSamples.decode("transfer-syntaxes/" + sample + ".dcm");

        assertThat(compressed.values())
                .isEqualTo(DicomSamples.decode("transfer-syntaxes/ct_implicit_le.dcm").values());
        assertThat(compressed.rescaleIntercept()).isEqualTo(-1024);
    }

    @Test
    void aCompressionThatIsNotDecodedIsRefusedByItsName() {
        assertThatThrownBy(() ->
                        PixelDecoder.decode(
                                TransferSyntax.of(Uid.MPEG2MPML), image(8, 8, 7, 0), MAX))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("pixels-transfer-syntax-unsupported")
                .hasMessageContaining(Uid.MPEG2MPML);
    }

    @Test
    void anImageThatGrowsBeyondTheLimitIsRefusedBeforeItIsDecoded() {
        DataSet image =
                image(16, 16, 15, 0)
                        .putInts(Rows, 4096)
                        .putInts(Columns, 4096)
                        .putBytes(PixelData, Vr.OW, new byte[2]);

        assertThatThrownBy(() -> decode(image))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("pixels-too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multi-frame/nm_heart_13f.dcm", "enhanced/emri_small.dcm"})
    void framesAreRefused(String sample) {
        assertThatThrownBy(() -> DicomSamples.decode(sample))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("pixels-format-unsupported")
                .hasMessageContaining("frames");
    }

    @Test
    void pixelsThatAreCutOffAreRefused() {
        DataSet image = image(8, 8, 7, 0).putBytes(PixelData, Vr.OW, new byte[] {1, 2});

        assertThatThrownBy(() -> decode(image))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("pixels-unreadable")
                .hasMessageContaining("TRUNCATED");
    }

    @ParameterizedTest(name = "{0} allocated, {1} stored, high bit {2}, representation {3}: {5}")
    @CsvSource({
        // 8 bits: as they are, and in two's complement.
        " 8,  8,  7, 0, F0,     240",
        " 8,  8,  7, 1, F0,     -16",
        // 16 bits, little endian.
        "16, 16, 15, 0, 34F2, 62004",
        "16, 16, 15, 1, 34F2, -3532",
        // 12 bits at the bottom of the cell; the upper four hold an overlay.
        "16, 12, 11, 0, 34F2,   564",
        "16, 12, 11, 1, 34FA, -1484",
        // 12 bits at the top of the cell.
        "16, 12, 15, 0, 34F2,  3875",
        "16, 12, 15, 1, 34F2,  -221"
    })
    void aStoredValueIsCutOutOfItsCell(
            int allocated, int stored, int high, int representation, String cell, int value) {
        byte[] bytes = HexFormat.of().parseHex(cell.repeat(4));

        float[] values =
                decode(
                                image(allocated, stored, high, representation)
                                        .putBytes(PixelData, Vr.OW, bytes))
                        .values();

        assertThat(values).containsExactly(value, value, value, value);
    }

    @Test
    void impossibleFormatsAreRefused() {
        DataSet image = image(16, 12, 10, 0).putBytes(PixelData, Vr.OW, new byte[8]);

        assertThatThrownBy(() -> decode(image)).hasMessageContaining("pixels-unreadable");
    }

    private static StoredImage decode(DataSet image) {
        return PixelDecoder.decode(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, image, MAX);
    }

    private static DataSet image(int allocated, int stored, int high, int representation) {
        return new DataSet()
                .put(SOPClassUID, "1.2.3")
                .put(SOPInstanceUID, "1.2.4")
                .put(SeriesInstanceUID, "1.2.5")
                .put(PhotometricInterpretation, "MONOCHROME2")
                .putInts(SamplesPerPixel, 1)
                .putInts(Rows, 2)
                .putInts(Columns, 2)
                .putInts(BitsAllocated, allocated)
                .putInts(BitsStored, stored)
                .putInts(HighBit, high)
                .putInts(PixelRepresentation, representation);
    }
}
