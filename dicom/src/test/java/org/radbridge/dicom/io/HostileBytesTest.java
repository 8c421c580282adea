package org.radbridge.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.PixelDataFragments;
import org.radbridge.dicom.data.SkippedElement;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.io.DicomFormatException.Kind;
import org.radbridge.dicom.samples.DicomSamples;

/**
 * Cut, damaged and oversized input: a typed failure each, and no more memory than the limits allow.
 */
@org.junit.jupiter.api.Tag("A8")
class HostileBytesTest {

    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;

    private static Kind failureOf(byte[] bytes, ReadLimits limits) {
        return kindOf(() -> {
            DataSetParser parser = new DataSetParser(EXPLICIT, limits);
            parser.feed(bytes);
            parser.finish();
        });
    }

    private static Kind kindOf(Runnable reading) {
        DicomFormatException[] failure = new DicomFormatException[1];
        assertThatExceptionOfType(DicomFormatException.class)
                .isThrownBy(reading::run)
                .satisfies(thrown -> failure[0] = thrown);
        return failure[0].kind();
    }

    private static DataSet nested(int depth) {
        DataSet dataSet = new DataSet().put(Tag.Modality, "CT");
        for (int i = 0; i < depth; i++) {
            dataSet = new DataSet().putItems(Tag.ReferencedSeriesSequence, dataSet);
        }
        return dataSet;
    }

    /**
     * A file whose last element is Pixel Data, so that every cut is inside an element, or loses
     * one.
     */
    private static byte[] file(TransferSyntax syntax) {
        DataSet dataSet =
                nested(2)
                        .put(Tag.SOPClassUID, Uid.CTImageStorage)
                        .put(Tag.SOPInstanceUID, "1.2.3")
                        .put(Tag.PatientName, "Doe^Jane");
        if (syntax.encapsulated()) {
            dataSet.put(
                    new PixelDataFragments(
                            Tag.PixelData, Vr.OB, List.of(new byte[0], new byte[20])));
        } else {
            dataSet.putBytes(Tag.PixelData, Vr.OW, new byte[20]);
        }
        return Part10Writer.write(dataSet, syntax);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Uid.ImplicitVRLittleEndian,
                Uid.ExplicitVRLittleEndian,
                Uid.ExplicitVRBigEndian,
                Uid.DeflatedExplicitVRLittleEndian,
                Uid.JPEGBaseline8Bit
            })
    void fileCutAtAnyByteIsTruncatedOrEndsBetweenTwoElements(String transferSyntax) {
        byte[] whole = file(TransferSyntax.of(transferSyntax));
        DataSet complete = Part10Reader.read(whole).dataSet();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                DataSet shorter = Part10Reader.read(cut).dataSet();
                assertThat(shorter.size()).as("cut at %d", length).isLessThan(complete.size());
            } catch (DicomFormatException failure) {
                Kind[] expected =
                        length < 132
                                ? new Kind[] {Kind.NOT_DICOM}
                                : new Kind[] {Kind.TRUNCATED, Kind.MALFORMED};
                assertThat(failure.kind()).as("cut at %d", length).isIn((Object[]) expected);
            }
        }
    }

    @Test
    void cutInsideAnElementIsTruncatedNeverMalformed() {
        byte[] bytes = DataSetWriter.write(nested(3), EXPLICIT);
        for (int length = 1; length < bytes.length; length++) {
            assertThat(failureOf(Arrays.copyOf(bytes, length), ReadLimits.WHOLE))
                    .isEqualTo(Kind.TRUNCATED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "%PDF-1.7 a document of some length, no image at all",
                "PK\u0003\u0004"
            })
    void whatIsNotDicomIsSaidToBeNotDicom(String text) {
        assertThat(
                        kindOf(() ->
                                Part10Reader.read(
                                        text.repeat(20).getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(Kind.NOT_DICOM);
    }

    @Test
    void damagedBytesEndInATypedFailureOrADataSetNeverInAnotherException() {
        Random random = new Random(20_261_122);
        byte[] whole = file(EXPLICIT);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                damaged[132 + random.nextInt(damaged.length - 132)] = (byte) random.nextInt();
            }
            try {
                Part10Reader.read(damaged, ReadLimits.WHOLE.withMaxKeptBytes(1 << 20));
            } catch (DicomFormatException expected) {
                assertThat(expected.kind()).isNotNull();
            }
        }
    }

    @Test
    void sequencesNestedBeyondTheLimitAreTooDeep() {
        byte[] bytes = DataSetWriter.write(nested(5), EXPLICIT);
        assertThat(failureOf(bytes, ReadLimits.WHOLE.withMaxDepth(4))).isEqualTo(Kind.TOO_DEEP);
    }

    @Test
    void endlessNestingIsCutAtTheLimit() {
        DataSetParser parser = new DataSetParser(EXPLICIT, ReadLimits.INDEX);
        byte[] opening = {
            8, 0, 0x15, 0x11, 'S', 'Q', 0, 0, -1, -1, -1, -1, -2, -1, 0, -32, -1, -1, -1, -1
        };
        assertThat(
                        kindOf(() -> {
                            for (int i = 0; i < 1_000_000; i++) {
                                parser.feed(opening);
                            }
                        }))
                .isEqualTo(Kind.TOO_DEEP);
    }

    @Test
    void elementsBeyondTheLimitAreTooMany() {
        byte[] bytes = DataSetWriter.write(nested(5), EXPLICIT);
        assertThat(failureOf(bytes, ReadLimits.WHOLE.withMaxElements(10)))
                .isEqualTo(Kind.TOO_MANY_ELEMENTS);
    }

    @Test
    void valueBeyondTheLimitIsTooLongBeforeItsFirstByteArrives() {
        byte[] header = {-32, 127, 16, 0, 'O', 'W', 0, 0, 0, 0, 0, 64};
        assertThat(failureOf(header, ReadLimits.WHOLE.withMaxValueLength(1 << 20)))
                .isEqualTo(Kind.VALUE_TOO_LONG);
    }

    @Test
    void keptValuesTogetherBeyondTheLimitAreTooLarge() {
        DataSet dataSet =
                new DataSet()
                        .putBytes(Tag.PixelData, Vr.OW, new byte[600])
                        .putBytes(0x00291001, Vr.OB, new byte[600]);
        assertThat(
                        failureOf(
                                DataSetWriter.write(dataSet, EXPLICIT),
                                ReadLimits.WHOLE.withMaxKeptBytes(1_000)))
                .isEqualTo(Kind.TOO_LARGE);
    }

    @Test
    void announcedLengthTakesNoMemoryUntilItsBytesArrive() {
        byte[] header = {-32, 127, 16, 0, 'O', 'W', 0, 0, 0, 0, 0, 48};
        for (int i = 0; i < 10_000; i++) {
            new DataSetParser(EXPLICIT, ReadLimits.WHOLE).feed(header);
        }
    }

    @Test
    void valuePassingTheEndOfItsItemIsMalformed() {
        byte[] bytes = DataSetWriter.write(nested(1), EXPLICIT);
        bytes[12 + 8 + 6] = 40;
        assertThat(failureOf(bytes, ReadLimits.WHOLE)).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void gigabyteOfPixelsIsIndexedInKilobytes() {
        DataSetParser parser = new DataSetParser(EXPLICIT, ReadLimits.INDEX);
        parser.feed(DataSetWriter.write(new DataSet().put(Tag.Modality, "CT"), EXPLICIT));
        parser.feed(new byte[] {-32, 127, 16, 0, 'O', 'W', 0, 0, 0, 0, 0, 64});
        ByteBuffer piece = ByteBuffer.allocate(1 << 20);
        for (int i = 0; i < 1024; i++) {
            parser.feed(piece.clear());
        }
        DataSet index = parser.finish();
        assertThat(index.element(Tag.PixelData))
                .hasValue(new SkippedElement(Tag.PixelData, Vr.OW, 22, 1 << 30, false));
    }

    @Test
    void truncatedSampleFileIsTruncated() throws IOException {
        byte[] bytes = Files.readAllBytes(DicomSamples.file("malformed/rtplan_truncated.dcm"));
        assertThat(kindOf(() -> Part10Reader.read(bytes))).isEqualTo(Kind.TRUNCATED);
    }
}
