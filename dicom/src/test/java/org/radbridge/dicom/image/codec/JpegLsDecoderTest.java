package org.radbridge.dicom.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radbridge.dicom.image.codec.ImageException.Kind;

/** JPEG-LS by the example that ITU-T T.87 works through in H.3, and by what may be wrong in it. */
@Tag("A8")
class JpegLsDecoderTest {

    /** SOI, then SOF55: 8 bits, 4 rows, 4 columns, one component with id 1, not subsampled. */
    private static final String FRAME = "FFD8 FFF7 000B 08 0004 0004 01 011100";

    /** SOS: component 1 without mapping table, NEAR 0, ILV 0, no point transform. */
    private static final String SCAN = "FFDA 0008 01 0100 00 00 00";

    private static final String BITS =
            "C000006C80208E01C0000057400000 6EE6000001BC18000005D800009160";

    private static final int[] RASTER = {
        0, 0, 90, 74, 68, 50, 43, 205, 64, 145, 145, 145, 100, 145, 145, 145
    };

    private static final FrameShape SHAPE = new FrameShape(4, 4, 1, 8);

    @Test
    void exampleOfTheStandardGivesItsRaster() {
        assertThat(decode(FRAME + SCAN + BITS + "FFD9", SHAPE)).containsExactly(RASTER);
    }

    @Test
    void presetParametersOfZeroAreTheDefaults() {
        String preset = "FFF8 000D 01 0000 0000 0000 0000 0000";
        assertThat(decode(FRAME + preset + SCAN + BITS, SHAPE)).containsExactly(RASTER);
    }

    @ParameterizedTest
    @CsvSource({"FFDD 0004 0004", "FFDD 0005 000004", "FFDD 0006 00000004"})
    void everyRestartIntervalBeginsAsTheScanDid(String interval) {
        String twice = FRAME.replace("0004 0004", "0008 0004") + interval + SCAN;
        int[] samples = decode(twice + BITS + "FFD0" + BITS + "FFD9", new FrameShape(8, 4, 1, 8));
        assertThat(Arrays.copyOf(samples, 16)).containsExactly(RASTER);
        assertThat(Arrays.copyOfRange(samples, 16, 32)).containsExactly(RASTER);
        assertKind(
                Kind.MALFORMED, twice + BITS + "FFD1" + BITS + "FFD9", new FrameShape(8, 4, 1, 8));
        assertKind(Kind.TRUNCATED, twice + BITS, new FrameShape(8, 4, 1, 8));
    }

    @Test
    void scanForEachComponentFillsItsPlace() {
        String three =
                FRAME.replace("000B", "0011").replace("01 011100", "03 011100 021100 031100");
        String[] scans = {
            SCAN, SCAN.replace("01 0100", "01 0200"), SCAN.replace("01 0100", "01 0300")
        };
        int[] samples =
                decode(
                        three + scans[0] + BITS + scans[2] + BITS + scans[1] + BITS + "FFD9",
                        new FrameShape(4, 4, 3, 8));
        for (int i = 0; i < samples.length; i++) {
            assertThat(samples[i]).isEqualTo(RASTER[i / 3]);
        }
        assertKind(
                Kind.MALFORMED,
                three + scans[0] + BITS + scans[0] + BITS,
                new FrameShape(4, 4, 3, 8));
    }

    @ParameterizedTest
    @CsvSource({
        // mapping table, extended size, and a component that names a table
        "'FFF8 0005 02 01 02', 0100 00 00 00",
        "'FFF8 0006 04 02 00', 0100 00 00 00",
        "'', 0101 00 00 00",
        // point transform
        "'', 0100 00 00 01",
        // colour transform HP1
        "'FFE8 0007 6D726678 01', 0100 00 00 00"
    })
    void whatDicomHasNoUseForIsToldAsUnsupported(String segment, String scan) {
        assertKind(
                Kind.UNSUPPORTED,
                FRAME + segment + SCAN.replace("0100 00 00 00", scan) + BITS,
                SHAPE);
    }

    @ParameterizedTest
    @CsvSource({
        // NEAR above half of MAXVAL
        "'FFF8 000D 01 0010 0000 0000 0000 0000', 0100 09 00 00",
        // MAXVAL beyond the precision
        "'FFF8 000D 01 0100 0000 0000 0000 0000', 0100 00 00 00",
        // T2 below T1, T3 above MAXVAL, RESET below 3
        "'FFF8 000D 01 0000 0009 0008 0000 0000', 0100 00 00 00",
        "'FFF8 000D 01 0000 0000 0000 0100 0000', 0100 00 00 00",
        "'FFF8 000D 01 0000 0000 0000 0000 0002', 0100 00 00 00",
        // LSE and DRI that are too short, ILV 3, an unknown component, a second frame
        "'FFF8 0004 01 00', 0100 00 00 00",
        "'FFDD 0003 00', 0100 00 00 00",
        "'', 0100 00 03 00",
        "'', 0200 00 00 00",
        "'FFF7 000B 08 0004 0004 01 011100', 0100 00 00 00"
    })
    void whatContradictsTheStandardIsToldAsMalformed(String segment, String scan) {
        assertKind(
                Kind.MALFORMED,
                FRAME + segment + SCAN.replace("0100 00 00 00", scan) + BITS,
                SHAPE);
    }

    @Test
    void anotherShapeThanThatOfTheDataSetIsAMismatch() {
        assertKind(Kind.MISMATCH, FRAME + SCAN + BITS, new FrameShape(4, 5, 1, 8));
        assertKind(Kind.MISMATCH, FRAME + SCAN + BITS, new FrameShape(4, 4, 3, 8));
        assertKind(
                Kind.MISMATCH,
                FRAME.replace("000B 08", "000B 0C") + SCAN + BITS,
                new FrameShape(4, 4, 1, 8));
    }

    @Test
    void frameCutShortAnywhereIsATypedError() {
        byte[] whole = bytes(FRAME + SCAN + BITS);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(ImageException.class)
                    .as("%s bytes", length)
                    .isThrownBy(() -> Codec.JPEG_LS.decode(cut, SHAPE));
        }
    }

    private static void assertKind(Kind kind, String hex, FrameShape shape) {
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> decode(hex, shape))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(kind));
    }

    private static int[] decode(String hex, FrameShape shape) {
        return Codec.JPEG_LS.decode(bytes(hex), shape);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
