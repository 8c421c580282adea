package org.radbridge.dicom.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.image.codec.ImageException;
import org.radbridge.dicom.image.codec.ImageException.Kind;

/** From stored values to grey, with figures worked out by hand from PS3.3 C.11. */
@org.junit.jupiter.api.Tag("A8")
class GreyScaleTest {

    /** The examples of C.11.2.1.2.1, C.11.2.1.3.1 and C.11.2.1.3.2 for an output of 0 to 1. */
    @ParameterizedTest
    @CsvSource({
        // c 2048, w 4096: black to 0, white from 4095, ((x - 2047.5) / 4095 + 0.5) between
        "LINEAR, 2048, 4096, 0, 0",
        "LINEAR, 2048, 4096, 1, 0.000244200",
        "LINEAR, 2048, 4096, 1000, 0.244200244",
        "LINEAR, 2048, 4096, 4095, 1",
        "LINEAR, 2048, 4096, 4096, 1",
        // c 2048, w 1: a step at 2047.5
        "LINEAR, 2048, 1, 2047, 0",
        "LINEAR, 2048, 1, 2048, 1",
        // c 0, w 100: black to -50, white above 49
        "LINEAR, 0, 100, -50, 0",
        "LINEAR, 0, 100, -49, 0.010101010",
        "LINEAR, 0, 100, 0, 0.505050505",
        "LINEAR, 0, 100, 49, 1",
        "LINEAR, 0, 100, 50, 1",
        // black to -50, white from 50
        "LINEAR_EXACT, 0, 100, -50, 0",
        "LINEAR_EXACT, 0, 100, -49, 0.01",
        "LINEAR_EXACT, 0, 100, 25, 0.75",
        "LINEAR_EXACT, 0, 100, 50, 1",
        "LINEAR_EXACT, 10, 0.5, 10.125, 0.75",
        // 1 / (1 + exp(-4 (x - c) / w))
        "SIGMOID, 0, 100, 0, 0.5",
        "SIGMOID, 0, 100, 25, 0.731058579",
        "SIGMOID, 0, 100, -50, 0.119202922",
        "SIGMOID, 40, 400, 240, 0.880797078"
    })
    void windowIsThatOfTheStandard(
            Window.Function function, double center, double width, double value, double grey) {
        assertThat(new Window(center, width, function).apply(value)).isEqualTo(grey, within(1e-9));
    }

    @Test
    void rescaleComesBeforeTheWindow() {
        DataSet image =
                grey(16, 12, true, 0, 1024, 1064, 2047)
                        .put(Tag.RescaleSlope, "2")
                        .put(Tag.RescaleIntercept, "-2048")
                        .put(Tag.WindowCenter, "40", "600")
                        .put(Tag.WindowWidth, "400", "2000");
        // -2048, 0, 80 and 2046: the first window, ((x - 39.5) / 399 + 0.5) * 255
        assertThat(shown(image)).containsExactly(0, 102, 153, 255);
    }

    @Test
    void windowOfTheCallerStandsInForThatOfTheImage() {
        DataSet image =
                grey(8, 8, false, 0, 64, 128, 255)
                        .put(Tag.WindowCenter, "10")
                        .put(Tag.WindowWidth, "2");
        byte[] bytes =
                RenderedFrame.of(
                                Image.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, image),
                                0,
                                Optional.of(new Window(127.5, 255, Window.Function.LINEAR_EXACT)))
                        .bytes();
        assertThat(unsigned(bytes)).containsExactly(0, 64, 128, 255);
    }

    @Test
    void functionThatTheImageNamesIsTaken() {
        DataSet image =
                grey(8, 8, false, 0, 100, 125, 200)
                        .put(Tag.WindowCenter, "100")
                        .put(Tag.WindowWidth, "100")
                        .put(Tag.VOILUTFunction, "SIGMOID");
        // 255 / (1 + e^4), 127.5, 255 / (1 + e^-1), 255 / (1 + e^-4)
        assertThat(shown(image)).containsExactly(5, 128, 186, 250);
        image.put(Tag.VOILUTFunction, "GAMMA");
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> shown(image))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.INVALID_ATTRIBUTE));
    }

    @Test
    void modalityTableTakesThePlaceOfRescale() {
        DataSet image =
                grey(16, 12, true, -5, -2, -1, 0, 1, 7)
                        .put(Tag.RescaleSlope, "1000")
                        .putItems(Tag.ModalityLUTSequence, table(true, -2, 16, 10, 20, 30, 40))
                        .put(Tag.WindowCenter, "25")
                        .put(Tag.WindowWidth, "30")
                        .put(Tag.VOILUTFunction, "LINEAR_EXACT");
        // 10, 10, 20, 30, 40, 40: below the first and above the last input their entries
        assertThat(shown(image)).containsExactly(0, 0, 85, 170, 255, 255);
    }

    @Test
    void modalityTransformationOfAnAngiographIsNotForDisplay() {
        DataSet image =
                grey(8, 8, false, 0, 51, 255)
                        .put(Tag.SOPClassUID, Uid.XRayAngiographicImageStorage)
                        .putItems(Tag.ModalityLUTSequence, table(false, 0, 8, 200, 7))
                        .put(Tag.WindowCenter, "127.5")
                        .put(Tag.WindowWidth, "255")
                        .put(Tag.VOILUTFunction, "LINEAR_EXACT");
        assertThat(shown(image)).containsExactly(0, 51, 255);
    }

    @Test
    void voiTableGivesItsEntryAsAPartOfItsRange() {
        DataSet image =
                grey(8, 8, false, 0, 100, 101, 102, 255)
                        .put(Tag.WindowCenter, "1")
                        .put(Tag.WindowWidth, "2")
                        .putItems(Tag.VOILUTSequence, table(false, 100, 10, 0, 511, 1023));
        assertThat(shown(image)).containsExactly(0, 0, 127, 255, 255);
    }

    @Test
    void lowestValueOfMonochrome1IsWhiteInItsWindow() {
        DataSet image =
                grey(8, 8, false, 0, 51, 255)
                        .put(Tag.PhotometricInterpretation, "MONOCHROME1")
                        .put(Tag.WindowCenter, "127.5")
                        .put(Tag.WindowWidth, "255")
                        .put(Tag.VOILUTFunction, "LINEAR_EXACT");
        assertThat(shown(image)).containsExactly(255, 204, 0);
    }

    @Test
    void withoutAVoiTheWholeRangeOfValuesIsShown() {
        assertThat(shown(grey(16, 12, true, -100, 0, 100))).containsExactly(0, 128, 255);
        assertThat(shown(grey(16, 12, true, 7, 7))).containsExactly(0, 0);
    }

    @ParameterizedTest
    @CsvSource({"MONOCHROME2, -2000, 0", "MONOCHROME1, -2000, 0"})
    void paddingIsBlackAndHasNoPartInTheRange(String photometric, int padding, int shown) {
        DataSet image =
                grey(16, 16, true, padding, 0, 100, 50, padding)
                        .put(Tag.PhotometricInterpretation, photometric)
                        .putInts(Tag.PixelPaddingValue, Vr.SS, padding);
        boolean inverted = photometric.equals("MONOCHROME1");
        assertThat(shown(image))
                .containsExactly(
                        shown, inverted ? 255 : 0, inverted ? 0 : 255, inverted ? 128 : 128, shown);
    }

    @Test
    void paddingMayBeARange() {
        DataSet image =
                grey(16, 12, false, 0, 5, 10, 110, 210)
                        .putInts(Tag.PixelPaddingValue, Vr.US, 0)
                        .putInts(Tag.PixelPaddingRangeLimit, Vr.US, 9);
        assertThat(shown(image)).containsExactly(0, 0, 0, 128, 255);
        image.remove(Tag.PixelPaddingRangeLimit);
        assertThat(shown(image)).containsExactly(0, 0, 6, 131, 255);
    }

    @Test
    void frameHasTheWindowOfItsOwnGroupOrTheSharedOne() {
        DataSet image =
                grey(8, 8, false, 0, 100, 0, 100)
                        .putInts(Tag.Columns, 2)
                        .put(Tag.NumberOfFrames, "2")
                        .putItems(
                                Tag.SharedFunctionalGroupsSequence,
                                new DataSet()
                                        .putItems(
                                                Tag.FrameVOILUTSequence, exactWindow("100", "200"))
                                        .putItems(
                                                Tag.PixelValueTransformationSequence,
                                                rescale("1", "0")))
                        .putItems(
                                Tag.PerFrameFunctionalGroupsSequence,
                                new DataSet(),
                                new DataSet()
                                        .putItems(
                                                Tag.FrameVOILUTSequence, exactWindow("200", "200"))
                                        .putItems(
                                                Tag.PixelValueTransformationSequence,
                                                rescale("2", "100")));
        assertThat(shown(image, 0)).containsExactly(0, 128);
        assertThat(shown(image, 1)).containsExactly(0, 255);
    }

    @Test
    void macroIsLookedForInTheFrameThenInAllFramesThenInTheImage() {
        DataSet own = new DataSet().put(Tag.PixelSpacing, "1", "1");
        DataSet shared = new DataSet().put(Tag.PixelSpacing, "2", "2");
        DataSet image =
                new DataSet()
                        .putItems(
                                Tag.SharedFunctionalGroupsSequence,
                                new DataSet().putItems(Tag.PixelMeasuresSequence, shared))
                        .putItems(
                                Tag.PerFrameFunctionalGroupsSequence,
                                new DataSet().putItems(Tag.PixelMeasuresSequence, own),
                                new DataSet());
        assertThat(FunctionalGroups.macro(image, 0, Tag.PixelMeasuresSequence)).isEqualTo(own);
        assertThat(FunctionalGroups.macro(image, 1, Tag.PixelMeasuresSequence)).isEqualTo(shared);
        assertThat(FunctionalGroups.macro(image, 9, Tag.PixelMeasuresSequence)).isEqualTo(shared);
        assertThat(FunctionalGroups.macro(image, 0, Tag.PlanePositionSequence)).isEqualTo(image);
    }

    @Test
    void twelveBitsKeepTheirSignInSixteen() {
        DataSet image = grey(16, 12, true, -2048, -1, 0, 2047);
        // as a writer leaves them that sets nothing beside the stored bits
        byte[] cells = {0, 8, (byte) 0xFF, 0x0F, 0, 0, (byte) 0xFF, 7};
        DataSet bare = grey(16, 12, true, 0, 0, 0, 0).putBytes(Tag.PixelData, Vr.OW, cells);
        for (DataSet each : new DataSet[] {image, bare}) {
            Frame frame = Image.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, each).frame(0);
            assertThat(frame.samples()).containsExactly(-2048, -1, 0, 2047);
            assertThat(frame.value(0, 1)).isEqualTo(-1);
        }
    }

    private static DataSet rescale(String slope, String intercept) {
        return new DataSet().put(Tag.RescaleSlope, slope).put(Tag.RescaleIntercept, intercept);
    }

    private static DataSet exactWindow(String center, String width) {
        return new DataSet()
                .put(Tag.WindowCenter, center)
                .put(Tag.WindowWidth, width)
                .put(Tag.VOILUTFunction, "LINEAR_EXACT");
    }

    private static DataSet table(boolean signed, int first, int bits, int... entries) {
        return new DataSet()
                .putInts(Tag.LUTDescriptor, signed ? Vr.SS : Vr.US, entries.length, first, bits)
                .putBytes(Tag.LUTData, Vr.OW, words(entries));
    }

    private static int[] shown(DataSet image) {
        return shown(image, 0);
    }

    private static int[] shown(DataSet image, int frame) {
        Image of = Image.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, image);
        return unsigned(RenderedFrame.of(of, frame, Optional.empty()).bytes());
    }

    private static int[] unsigned(byte[] bytes) {
        int[] values = new int[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes[i] & 0xFF;
        }
        return values;
    }

    private static byte[] words(int... values) {
        ByteBuffer words = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            words.putShort((short) value);
        }
        return words.array();
    }

    private static DataSet grey(int allocated, int stored, boolean signed, int... values) {
        byte[] words = words(values);
        byte[] cells = allocated == 16 ? words : new byte[(values.length + 1) / 2 * 2];
        for (int i = 0; allocated == 8 && i < values.length; i++) {
            cells[i] = words[2 * i];
        }
        return new DataSet()
                .putInts(Tag.SamplesPerPixel, 1)
                .put(Tag.PhotometricInterpretation, "MONOCHROME2")
                .putInts(Tag.Rows, 1)
                .putInts(Tag.Columns, values.length)
                .putInts(Tag.BitsAllocated, allocated)
                .putInts(Tag.BitsStored, stored)
                .putInts(Tag.HighBit, stored - 1)
                .putInts(Tag.PixelRepresentation, signed ? 1 : 0)
                .putBytes(Tag.PixelData, allocated == 16 ? Vr.OW : Vr.OB, cells);
    }
}
