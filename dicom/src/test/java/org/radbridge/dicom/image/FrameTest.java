package org.radbridge.dicom.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.PixelDataFragments;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.image.codec.Codec;
import org.radbridge.dicom.image.codec.FrameShape;
import org.radbridge.dicom.image.codec.ImageException;
import org.radbridge.dicom.image.codec.ImageException.Kind;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.samples.DicomSamples;

/** Frames out of pixel data. */
@org.junit.jupiter.api.Tag("A8")
class FrameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ct_implicit_le",
                "ct_explicit_be",
                "ct_deflated",
                "ct_rle",
                "ct_jpeg_lossless_57",
                "ct_jpeg_lossless_sv1_70"
            })
    void losslessEncodingHoldsTheSamePixelsAsTheReference(String name) throws IOException {
        Image reference = sample("transfer-syntaxes/ct_explicit_le.dcm");
        Image other = sample("transfer-syntaxes/" + name + ".dcm");
        assertThat(other.frame(0).samples()).isEqualTo(reference.frame(0).samples());
        assertThat(other.frame(0).cells()).isEqualTo(reference.encoded(0));
    }

    @Test
    void valueIsCutOutOfItsCellAndKeepsItsSign() {
        DataSet image =
                grey(1, 4, 16, 12, true)
                        .putInts(Tag.HighBit, 12)
                        .put(
                                new org.radbridge.dicom.data.BinaryElement(
                                        Tag.PixelData,
                                        Vr.OW,
                                        // the value in bits 1 to 12, others set as overlays might
                                        // be
                                        new byte[] {
                                            1, (byte) 0xE0, 2, 0, (byte) 0xFE, 0x1F, 0, 0x10
                                        }));
        assertThat(nativeImage(image).frame(0).samples()).containsExactly(0, 1, -1, -2048);
    }

    @Test
    void framesOfSingleBitsNeedNotBeginAtAByte() {
        DataSet image =
                grey(1, 3, 1, 1, false)
                        .put(Tag.NumberOfFrames, "3")
                        .putBytes(Tag.PixelData, Vr.OB, new byte[] {(byte) 0b01_110_101, 0b1});
        assertThat(nativeImage(image).frame(0).samples()).containsExactly(1, 0, 1);
        assertThat(nativeImage(image).frame(1).samples()).containsExactly(0, 1, 1);
        assertThat(nativeImage(image).frame(2).samples()).containsExactly(1, 0, 1);
    }

    @Test
    void colourPlanesAreBroughtSideBySide() {
        DataSet image =
                grey(1, 2, 8, 8, false)
                        .put(Tag.PhotometricInterpretation, "RGB")
                        .putInts(Tag.SamplesPerPixel, 3)
                        .putInts(Tag.PlanarConfiguration, 1)
                        .putBytes(Tag.PixelData, Vr.OB, new byte[] {1, 2, 3, 4, 5, 6});
        assertThat(nativeImage(image).frame(0).samples()).containsExactly(1, 3, 5, 2, 4, 6);
    }

    @Test
    void missingPixelsAreToldAsTruncated() {
        DataSet image = grey(2, 2, 16, 16, false).putBytes(Tag.PixelData, Vr.OW, new byte[6]);
        assertKind(Kind.TRUNCATED, () -> nativeImage(image).frame(0));
        assertKind(Kind.NO_SUCH_FRAME, () -> nativeImage(image).frame(1));
    }

    @Test
    void sizeBeyondTheLimitIsRefusedBeforeMemoryIsTaken() {
        DataSet image =
                grey(65_535, 65_535, 16, 16, false).putBytes(Tag.PixelData, Vr.OW, new byte[6]);
        assertKind(Kind.TOO_LARGE, () -> nativeImage(image));
    }

    @Test
    void framesAreToldApartByTableOrOneByOneOrByMarker() {
        byte[] begin = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 1};
        byte[] rest = {7, 7};
        List<byte[]> fragments = List.of(begin, rest, begin);
        assertThat(split(new byte[0], fragments, 2)).containsExactly(6, 4);
        assertThat(split(new byte[0], fragments, 3)).containsExactly(4, 2, 4);
        assertThat(split(new byte[] {0, 0, 0, 0, 12, 0, 0, 0}, fragments, 2)).containsExactly(4, 6);
        assertKind(Kind.MALFORMED, () -> split(new byte[0], List.of(rest, rest, rest), 2));
        assertKind(Kind.TRUNCATED, () -> split(new byte[0], List.of(rest), 2));
    }

    @Test
    void extendedOffsetTableTellsFramesOfSeveralFragmentsApart() {
        // RLE has no marker that would begin a frame; an item's header takes eight bytes
        List<byte[]> items =
                List.of(
                        new byte[0],
                        new byte[2],
                        new byte[4],
                        new byte[6],
                        new byte[8],
                        new byte[2]);
        PixelDataFragments pixels = new PixelDataFragments(Tag.PixelData, Vr.OB, items);
        assertThat(EncapsulatedPixelData.frames(pixels, new long[] {0, 22, 36}, 3))
                .extracting(frame -> EncapsulatedPixelData.joined(frame).length)
                .containsExactly(6, 6, 10);
        // a table that points between fragments says nothing
        assertKind(
                Kind.MALFORMED,
                () -> EncapsulatedPixelData.frames(pixels, new long[] {0, 23, 36}, 3));
        DataSet image =
                grey(2, 2, 8, 8, false)
                        .put(Tag.NumberOfFrames, "2")
                        .putBytes(
                                Tag.ExtendedOffsetTable,
                                Vr.OV,
                                java.nio.ByteBuffer.allocate(16)
                                        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                                        .putLong(0)
                                        .putLong(22)
                                        .array())
                        .put(pixels);
        Image encapsulated = Image.of(TransferSyntax.of(Uid.RLELossless), image);
        assertThat(encapsulated.encoded(0)).hasSize(6);
        assertThat(encapsulated.encoded(1)).hasSize(16);
    }

    @Test
    void transformOfJpeg2000IsNoneOfOtherPixels() {
        DataSet image =
                grey(1, 2, 8, 8, false)
                        .put(Tag.PhotometricInterpretation, "YBR_RCT")
                        .putInts(Tag.SamplesPerPixel, 3)
                        .putBytes(Tag.PixelData, Vr.OB, new byte[6]);
        assertKind(Kind.INVALID_ATTRIBUTE, () -> nativeImage(image).frame(0));
        // three segments of one byte twice
        byte[] rle = new byte[72];
        rle[0] = 3;
        for (int i = 0; i < 3; i++) {
            rle[4 + 4 * i] = (byte) (64 + 2 * i);
            rle[64 + 2 * i] = -1;
        }
        image.put(new PixelDataFragments(Tag.PixelData, Vr.OB, List.of(new byte[0], rle)));
        Image packed = Image.of(TransferSyntax.of(Uid.RLELossless), image);
        assertKind(Kind.INVALID_ATTRIBUTE, () -> packed.frame(0));
        image.put(Tag.PhotometricInterpretation, "RGB");
        assertThat(Image.of(TransferSyntax.of(Uid.RLELossless), image).frame(0).samples())
                .containsOnly(0);
    }

    private static List<Integer> split(byte[] table, List<byte[]> fragments, int frames) {
        List<byte[]> items = new java.util.ArrayList<>(List.of(table));
        items.addAll(fragments);
        return EncapsulatedPixelData.frames(
                        new PixelDataFragments(Tag.PixelData, Vr.OB, items), new long[0], frames)
                .stream()
                .map(frame -> EncapsulatedPixelData.joined(frame).length)
                .toList();
    }

    @Test
    void rleCutShortAnywhereIsATypedError() throws IOException {
        byte[] whole = sample("transfer-syntaxes/ct_rle.dcm").encoded(0);
        FrameShape shape = sample("transfer-syntaxes/ct_rle.dcm").pixel().shape();
        for (int length = 0; length < whole.length - 2; length += 997) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(ImageException.class)
                    .as("%s bytes", length)
                    .isThrownBy(() -> Codec.RLE.decode(cut, shape));
        }
    }

    @Test
    void jpegCutShortAnywhereIsATypedError() throws IOException {
        for (String name : List.of("ct_jpeg_baseline_50", "ct_jpeg_lossless_57")) {
            Image image = sample("transfer-syntaxes/" + name + ".dcm");
            byte[] whole = image.encoded(0);
            for (int length = 0; length < whole.length - 64; length += 1999) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatExceptionOfType(ImageException.class)
                        .as("%s, %s bytes", name, length)
                        .isThrownBy(() -> Codec.JPEG.decode(cut, image.pixel().shape()));
            }
        }
    }

    @Test
    void codecThatIsNotThereIsToldAsUnsupported() throws IOException {
        DataSet image =
                grey(1, 1, 8, 8, false)
                        .put(
                                new PixelDataFragments(
                                        Tag.PixelData, Vr.OB, List.of(new byte[0], new byte[2])));
        TransferSyntax mpeg = TransferSyntax.of(Uid.MPEG2MPML);
        assertThat(Image.isDecodable(mpeg)).isFalse();
        assertKind(Kind.UNSUPPORTED, () -> Image.of(mpeg, image).frame(0));
    }

    @Test
    void linearWindowFollowsTheStandardsEquations() {
        Window window = new Window(40, 400, Window.Function.LINEAR);
        assertThat(window.apply(-160)).isZero();
        assertThat(window.apply(239)).isEqualTo(1);
        assertThat(window.apply(39.5)).isEqualTo(0.5);
        Window exact = new Window(40, 400, Window.Function.LINEAR_EXACT);
        assertThat(exact.apply(140)).isEqualTo(0.75);
        assertThat(new Window(40, 400, Window.Function.SIGMOID).apply(40)).isEqualTo(0.5);
        assertKind(Kind.INVALID_ATTRIBUTE, () -> new Window(0, 0, Window.Function.LINEAR_EXACT));
    }

    @Test
    void lowestValueOfMonochrome1IsWhite() {
        DataSet image =
                grey(1, 2, 8, 8, false)
                        .put(Tag.PhotometricInterpretation, "MONOCHROME1")
                        .putBytes(Tag.PixelData, Vr.OB, new byte[] {10, 20});
        assertThat(RenderedFrame.of(nativeImage(image), 0, Optional.empty()).bytes())
                .containsExactly(-1, 0);
    }

    @Test
    void renderedFrameFitsAndKeepsItsProportions() {
        RenderedFrame frame = new RenderedFrame(4, 2, 1, new byte[] {0, 100, 8, 8, 0, 100, 8, 8});
        RenderedFrame fitted = frame.fitted(2, 2);
        assertThat(fitted.width()).isEqualTo(2);
        assertThat(fitted.bytes()).containsExactly(50, 8);
        assertThat(frame.fitted(100, 100)).isSameAs(frame);
    }

    @Test
    void pngInflatesToTheRowsThatWentIn() throws Exception {
        RenderedFrame frame = new RenderedFrame(2, 2, 1, new byte[] {1, 2, 4, 8});
        byte[] png = PngEncoder.encode(frame);
        // signature 8, IHDR chunk 25, then length and name of IDAT
        int length = java.nio.ByteBuffer.wrap(png).getInt(33);
        java.util.zip.Inflater inflater = new java.util.zip.Inflater();
        inflater.setInput(png, 41, length);
        byte[] rows = new byte[6];
        assertThat(inflater.inflate(rows)).isEqualTo(6);
        assertThat(rows).containsExactly(2, 1, 2, 2, 3, 6);
    }

    private static void assertKind(
            Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(call)
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(kind));
    }

    private static Image nativeImage(DataSet image) {
        return Image.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, image);
    }

    private static Image sample(String path) throws IOException {
        return Image.of(Part10Reader.read(DicomSamples.file(path)));
    }

    private static DataSet grey(int rows, int columns, int allocated, int stored, boolean signed) {
        return new DataSet()
                .putInts(Tag.SamplesPerPixel, 1)
                .put(Tag.PhotometricInterpretation, "MONOCHROME2")
                .putInts(Tag.Rows, rows)
                .putInts(Tag.Columns, columns)
                .putInts(Tag.BitsAllocated, allocated)
                .putInts(Tag.BitsStored, stored)
                .putInts(Tag.HighBit, stored - 1)
                .putInts(Tag.PixelRepresentation, signed ? 1 : 0);
    }
}
